import type { Checks } from "./rules";

/** Answer of `take` for a value that does not fit, or that only the exact reader can judge. */
export const NO = Symbol("does not fit");

/** Decodes one JSON value into what a handler receives, or says NO. */
export type Take = (raw: unknown) => unknown;

/**
 * A type of the application, compiled: references are followed (so types that recurse are cycles), rules are ready to run.
 * `take` is the whole decoder for values from JSON.parse, and the decoder of single values for the exact reader.
 */
export type Compiled = Shape & {
  take: Take;
  /** Inside a union, when the value is an object or an array: first all of it is read, then the alternatives are tried on it. */
  takeLoose: Take;
};

export type Shape =
  | { kind: "any" | "string" | "number" | "boolean" | "null" | "date" | "decimal" }
  | { kind: "literal"; value: string | number | boolean }
  | { kind: "array"; item: Compiled }
  | { kind: "record"; value: Compiled }
  | { kind: "union"; of: Compiled[] }
  | { kind: "object"; fields: Map<string, CompiledField> }
  | { kind: "valid"; checks: Checks; of: Compiled };

export interface CompiledField {
  name: string;
  type: Compiled;
  optional: boolean;
}
