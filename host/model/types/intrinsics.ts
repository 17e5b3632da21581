/** The types of encore.dev that mean something to Encore: where a field travels, rules on values, decimals. */
import type { Place, Rule } from "../../schema/schema";
import type { TS } from "../compiler";
import type { Evaluator } from "./evaluate";
import { basic, NEVER, type Type } from "./type";

const PLACES: Record<string, Place> = {
  Header: "header",
  Query: "query",
  Cookie: "cookie",
  HttpStatus: "httpStatus",
  Attribute: "attribute",
};

const RULES: Record<string, { wants: "number" | "string"; make(value: never): Rule }> = {
  Min: { wants: "number", make: (value) => ({ rule: "min", value }) },
  Max: { wants: "number", make: (value) => ({ rule: "max", value }) },
  MinLen: { wants: "number", make: (value) => ({ rule: "minLen", value }) },
  MaxLen: { wants: "number", make: (value) => ({ rule: "maxLen", value }) },
  StartsWith: { wants: "string", make: (value) => ({ rule: "startsWith", value }) },
  EndsWith: { wants: "string", make: (value) => ({ rule: "endsWith", value }) },
  MatchesRegexp: { wants: "string", make: (value) => ({ rule: "matches", value }) },
};

/** The meaning of one of Encore's own types with its type arguments. */
export function intrinsic(name: string, args: Type[], open: boolean[], node: TS.Node, evaluator: Evaluator): Type {
  if (name === "Decimal") return basic("decimal");
  if (name === "IsEmail") return { kind: "rule", rule: { rule: "is", value: "email" } };
  if (name === "IsURL") return { kind: "rule", rule: { rule: "is", value: "url" } };
  const rule = RULES[name];
  if (rule !== undefined) {
    const [bound] = args;
    const isWhole =
      !name.endsWith("Len") || (bound?.kind === "literal" && Number.isInteger(bound.value) && Number(bound.value) >= 0);
    if (bound?.kind === "literal" && typeof bound.value === rule.wants && open[0] !== true && isWhole)
      return { kind: "rule", rule: rule.make(bound.value as never) };
    return evaluator.fail(
      node,
      `${name} requires a ${rule.wants} literal as its first type argument`,
      `Write for example ${name}<${rule.wants === "number" ? "3" : '"abc"'}>.`,
    );
  }
  const place = PLACES[name];
  return place === undefined ? NEVER : wire(place, args, open, node, evaluator);
}

/** A name that is not written as a literal is taken for a type. */
function wire(place: Place, [first, second]: Type[], open: boolean[], node: TS.Node, evaluator: Evaluator): Type {
  if (place === "httpStatus") {
    return first === undefined
      ? { kind: "wire", place, of: basic("number") }
      : evaluator.fail(node, "HttpStatus doesn't take generic type parameters");
  }
  if (first === undefined) return { kind: "wire", place, of: basic("string") };
  if (second === undefined) {
    const isName = first.kind === "literal" && typeof first.value === "string" && open[0] !== true;
    return isName
      ? { kind: "wire", place, of: basic("string"), name: first.value as string }
      : { kind: "wire", place, of: first };
  }
  if (second.kind === "literal" && typeof second.value === "string" && open[1] !== true)
    return { kind: "wire", place, of: first, name: second.value };
  return evaluator.fail(node, "expected a string literal as the second type argument");
}
