import type { Rule } from "../../schema/schema";
import { describe, type Type } from "./type";

type Sided = Extract<Rule, { value: number }>;

/** Both rules hold; nested lists are flattened in source order. */
export function both(a: Rule, b: Rule): Rule {
  return { rule: "all", of: [...(a.rule === "all" ? a.of : [a]), ...(b.rule === "all" ? b.of : [b])] };
}

/** One of two rules holds. */
export function either(a: Rule, b: Rule): Rule {
  return { rule: "any", of: [...(a.rule === "any" ? a.of : [a]), ...(b.rule === "any" ? b.of : [b])] };
}

/** The number of rules in a rule. */
export function sizeOf(rule: Rule): number {
  return "of" in rule ? rule.of.reduce((sum, r) => sum + sizeOf(r), 1) : 1;
}

/** Two bounds of one kind become the narrower (all) or the wider (any) of them. */
export function simplify(rule: Rule): Rule {
  if (!("of" in rule)) return rule;
  const kept: Rule[] = [];
  for (const next of rule.of) {
    const at = kept.findIndex((k) => isSided(k) && k.rule === next.rule);
    const before = kept[at];
    if (before !== undefined && isSided(before) && isSided(next)) {
      const wantsLarger = before.rule.startsWith("min") === (rule.rule === "all");
      kept[at] = {
        rule: before.rule,
        value: wantsLarger ? Math.max(before.value, next.value) : Math.min(before.value, next.value),
      };
    } else kept.push(next);
  }
  return kept.length === 1 ? (kept[0] as Rule) : { rule: rule.rule, of: kept };
}

function isSided(rule: Rule): rule is Sided {
  return "value" in rule && typeof rule.value === "number";
}

/** The first rule in `rule` that says nothing about values of `type`, as an error message. */
export function misfit(rule: Rule, type: Type): string | undefined {
  if ("of" in rule) return rule.of.map((r) => misfit(r, type)).find((m) => m !== undefined);
  const bare = type.kind === "wire" ? type.of : type;
  const isString = bare.kind === "basic" && bare.name === "string";
  const fits = {
    minLen: isString || bare.kind === "array",
    maxLen: isString || bare.kind === "array",
    min: bare.kind === "basic" && (bare.name === "number" || bare.name === "decimal"),
    max: bare.kind === "basic" && (bare.name === "number" || bare.name === "decimal"),
    startsWith: isString,
    endsWith: isString,
    matches: isString,
    is: isString,
  }[rule.rule];
  return fits ? undefined : `unsupported validation: ${written(rule)} cannot be applied to ${describe(type)}`;
}

const NAMES = {
  minLen: "MinLen",
  maxLen: "MaxLen",
  min: "Min",
  max: "Max",
  startsWith: "StartsWith",
  endsWith: "EndsWith",
  matches: "MatchesRegexp",
};

/** A rule as in the source. */
export function written(rule: Rule): string {
  if ("of" in rule) return `(${rule.of.map(written).join(rule.rule === "all" ? " & " : " | ")})`;
  if (rule.rule === "is") return rule.value === "email" ? "IsEmail" : "IsURL";
  return `${NAMES[rule.rule]}<${JSON.stringify(rule.value)}>`;
}
