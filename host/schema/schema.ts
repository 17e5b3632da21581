/**
 * The one description of data that the host knows: what a TypeScript type in an endpoint, stream, topic or auth handler means
 * on the wire. The model writes it, the decoders, encoders and generators read it. Plain data, so that it can be cached as JSON.
 */
export type Schema =
  | { kind: "string" | "number" | "integer" | "boolean" | "any" | "date" | "decimal" }
  | { kind: "literal"; value: string | number | boolean | null }
  | { kind: "array"; item: Schema }
  | { kind: "record"; value: Schema }
  /** Alternatives in source order; the first that fits wins. */
  | { kind: "union"; of: Schema[] }
  | { kind: "object"; fields: Field[] }
  /** A rule of encore.dev/validate on a value. */
  | { kind: "valid"; rule: Rule; of: Schema }
  /** A named type, by its key in App.types. Also the way in which types recurse. */
  | { kind: "ref"; id: string };

/** Where a field travels when it is not in the body. */
export type Place = "header" | "query" | "cookie" | "httpStatus" | "attribute";

export interface Field {
  name: string;
  type: Schema;
  optional: boolean;
  in?: Place;
  /** The name on the wire when the source overrides it. */
  wireName?: string;
  doc?: string;
}

export type Rule =
  | { rule: "minLen" | "maxLen" | "min" | "max"; value: number }
  | { rule: "startsWith" | "endsWith" | "matches"; value: string }
  | { rule: "is"; value: "email" | "url" }
  | { rule: "all" | "any"; of: Rule[] };

/** Looks up a named type; throws when the key is unknown, which is a defect of the model. */
export type Types = Readonly<Record<string, NamedType>>;

export interface NamedType {
  /** Unique key: file and name. */
  id: string;
  name: string;
  /** Path from the application root. */
  file: string;
  /** The service whose folder holds the file, if any. */
  service?: string;
  doc?: string;
  schema: Schema;
}
