import type { Rule } from "../../schema/schema";
import type { JsonSchema } from "./document";

/** Adds a rule of encore.dev/validate to what it holds for. Lengths of strings are bytes there and characters in OpenAPI. */
export function withRule(schema: JsonSchema, rule: Rule): JsonSchema {
  switch (rule.rule) {
    case "min":
      return { ...schema, minimum: rule.value };
    case "max":
      return { ...schema, maximum: rule.value };
    case "minLen":
      return { ...schema, [schema.type === "array" ? "minItems" : "minLength"]: rule.value };
    case "maxLen":
      return { ...schema, [schema.type === "array" ? "maxItems" : "maxLength"]: rule.value };
    case "startsWith":
      return withPattern(schema, `^${literally(rule.value)}`);
    case "endsWith":
      return withPattern(schema, `${literally(rule.value)}$`);
    case "matches":
      return withPattern(schema, rule.value);
    case "is":
      return { ...schema, format: rule.value === "url" ? "uri" : "email" };
    case "all":
      return rule.of.reduce(withRule, schema);
    case "any":
      return { anyOf: rule.of.map((r) => withRule(schema, r)) };
  }
}

/** OpenAPI has one pattern for a schema; a second one stands beside it. */
function withPattern(schema: JsonSchema, pattern: string): JsonSchema {
  if (schema["pattern"] === undefined) return { ...schema, pattern };
  return { allOf: [schema, { pattern }] };
}

function literally(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
