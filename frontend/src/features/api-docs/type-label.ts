import { nameOf, type Schema } from "./document";

/** A type in a few words, as TypeScript would write it: `Revenue[]`, `"a" | "b"`, `string | null`. */
export function typeLabel(schema: Schema): string {
  const label = bareLabel(schema);
  return schema.nullable === true ? `${label} | null` : label;
}

function bareLabel(schema: Schema): string {
  const name = nameOf(schema);
  if (name !== undefined) return name.replace(/^.*\./, "");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.allOf?.[0] !== undefined) return typeLabel(schema.allOf[0]);
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeLabel).join(" | ");
  if (schema.type === "array") {
    const item = typeLabel(schema.items ?? {});
    return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
  }
  if (schema.additionalProperties !== undefined) return `{ [key]: ${typeLabel(schema.additionalProperties)} }`;
  return schema.format === undefined ? (schema.type ?? "any") : (FORMATS[schema.format] ?? schema.format);
}

const FORMATS: Record<string, string> = { "date-time": "instant", int64: "integer", uri: "URL" };

/** The rules that a value must keep, in the words of the reference: `1 to 100`, `at most 40 bytes`. */
export function ruleLabels(schema: Schema): string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, pattern } = schema;
  return [
    range(minimum, maximum, ""),
    range(minLength, maxLength, " bytes"),
    range(minItems, maxItems, " entries"),
    pattern === undefined ? "" : `matches ${pattern}`,
  ].filter((label) => label !== "");
}

function range(from: number | undefined, to: number | undefined, unit: string): string {
  if (from !== undefined && to !== undefined) return `${from} to ${to}${unit}`;
  if (from !== undefined) return `at least ${from}${unit}`;
  return to === undefined ? "" : `at most ${to}${unit}`;
}
