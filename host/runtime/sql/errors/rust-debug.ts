import { quoted } from "../../../schema/rust-text";

/** A value of the genuine runtime as it prints itself for its developers (`{:#?}`): error texts hold such prints. */
export type Debug =
  | string
  | { name: string; items: readonly Debug[] }
  | { name: string; fields: readonly (readonly [name: string, value: Debug])[] }
  | readonly Debug[];

const STEP = "    ";

/** Over several lines, indented. */
export function printed(value: Debug, indent = ""): string {
  if (typeof value === "string") return value;
  const inner = indent + STEP;
  if ("fields" in value) {
    const fields = value.fields.map(([name, field]) => `${inner}${name}: ${printed(field, inner)},\n`);
    return `${value.name} {\n${fields.join("")}${indent}}`;
  }
  const [open, close, items] = "items" in value ? [`${value.name}(`, ")", value.items] : ["[", "]", value];
  if (items.length === 0) return open + close;
  return `${open}\n${items.map((item) => `${inner}${printed(item, inner)},\n`).join("")}${indent}${close}`;
}

/** Some(…) of a value that is there, None otherwise. */
export function option<T>(value: T | undefined, show: (value: T) => Debug): Debug {
  return value === undefined ? "None" : { name: "Some", items: [show(value)] };
}

/** An error of the genuine driver. */
export function driverError(kind: Debug, cause: Debug | undefined): Debug {
  return {
    name: "Error",
    fields: [
      ["kind", kind],
      ["cause", option(cause, (shown) => shown)],
    ],
  };
}

export const text = (value: string): Debug => quoted(value);
