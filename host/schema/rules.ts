import { RE2JS } from "re2js";
import { Decimal } from "./decimal";
import { isEmail } from "./email";
import { boundText, floatText } from "./number-text";
import { Num } from "./num";
import { quoted } from "./rust-text";
import type { Rule } from "./schema";

/**
 * The rules of `encore.dev/validate` (facts 5.4). A Check says what is wrong, or null. It takes decoded strings, arrays and
 * decimals, and numbers as they were read: a Num where JavaScript's own number would lose whether it had a point.
 */
export type Check = (value: unknown) => string | null;

export interface Checks {
  strict: Check;
  /** Inside a union of objects or arrays, where StartsWith and EndsWith always hold and decimals never match a bound. */
  loose: Check;
}

/** Throws when a regular expression is not valid, with the pattern. */
export function checksOf(rule: Rule): Checks {
  switch (rule.rule) {
    case "all":
      return joined(rule.of, allOf);
    case "any":
      return joined(rule.of, anyOf);
    case "min":
    case "max":
      return boundChecks(rule.rule, rule.value);
    case "minLen":
      return both(
        length(
          // A text has at least as many bytes as characters,
          (least) => least >= rule.value,
          (n) => (n < rule.value ? `length too short (got ${n}, expected at least ${rule.value})` : null),
        ),
      );
    case "maxLen":
      return both(
        length(
          // and at most three times as many.
          (least) => least * 3 <= rule.value,
          (n) => (n > rule.value ? `length too long (got ${n}, expected at most ${rule.value})` : null),
        ),
      );
    case "startsWith":
      return affix(textCheck(`value does not start with ${quoted(rule.value)}`, (s) => s.startsWith(rule.value)));
    case "endsWith":
      return affix(textCheck(`value does not end with ${quoted(rule.value)}`, (s) => s.endsWith(rule.value)));
    case "matches": {
      const pattern = RE2JS.compile(rule.value);
      return both(textCheck(`value does not match the regexp ${quoted(rule.value)}`, (s) => pattern.matcher(s).find()));
    }
    case "is":
      return both(
        rule.value === "email"
          ? textCheck("value is not an email", isEmail)
          : textCheck("value is not a url", (s) => URL.canParse(s)),
      );
  }
}

/** Whether a rule treats `1` and `1.0` differently, so that the text of a number matters. */
export function readsPoints(rule: Rule): boolean {
  if (rule.rule === "all" || rule.rule === "any") return rule.of.some(readsPoints);
  return (rule.rule === "min" || rule.rule === "max") && !Number.isInteger(rule.value);
}

function both(check: Check): Checks {
  return { strict: check, loose: check };
}

function allOf(checks: readonly Check[]): Check {
  return (value) => {
    for (const check of checks) {
      const wrong = check(value);
      if (wrong !== null) return wrong;
    }
    return null;
  };
}

function anyOf(checks: readonly Check[]): Check {
  return (value) => {
    let first: string | null = null;
    for (const check of checks) {
      const wrong = check(value);
      if (wrong === null) return null;
      first ??= wrong;
    }
    return first;
  };
}

function textCheck(wrong: string, holds: (text: string) => boolean): Check {
  return (value) => {
    if (typeof value !== "string") return "unexpected type (expected string)";
    return holds(value) ? null : wrong;
  };
}

/** In the loose form any text will do, as recorded. */
function affix(strict: Check): Checks {
  return { strict, loose: textCheck("", () => true) };
}

function joined(rules: readonly Rule[], join: (checks: readonly Check[]) => Check): Checks {
  const parts = rules.map(checksOf);
  return { strict: join(parts.map((p) => p.strict)), loose: join(parts.map((p) => p.loose)) };
}

/** Bytes of a text, items of an array. `isClear` may tell from a text's characters alone that it fits. */
function length(isClear: (characters: number) => boolean, judge: (n: number) => string | null): Check {
  return (value) => {
    if (typeof value === "string") return isClear(value.length) ? null : judge(Buffer.byteLength(value));
    return Array.isArray(value) ? judge(value.length) : "unexpected type (expected string or array)";
  };
}

function boundChecks(rule: "min" | "max", bound: number): Checks {
  // Whole numbers meet the truncated bound, as in the genuine runtime: Min<0.5> accepts 0, but not 0.4.
  const whole = Math.trunc(bound);
  const wholeBig = BigInt(whole);
  const phrase = `value must be at ${rule === "min" ? "least" : "most"} ${boundText(bound)}`;
  const holds = (value: number | bigint, limit: number | bigint) => (rule === "min" ? value >= limit : value <= limit);
  const number = (value: number | Num): string | null => {
    if (typeof value === "number") {
      return holds(value, Number.isInteger(value) ? whole : bound)
        ? null
        : `${phrase} (got ${Number.isInteger(value) ? value : floatText(value)})`;
    }
    return holds(value.value, value.float ? bound : wholeBig) ? null : `${phrase} (got ${value.toString()})`;
  };
  const loose: Check = (value) =>
    typeof value === "number" || value instanceof Num ? number(value) : "unexpected type (expected number)";
  return {
    loose,
    strict: (value) => {
      if (!isDecimal(value)) return loose(value);
      const decimal = Decimal.parse(String(value));
      const side = decimal.compareTo(bound);
      // A decimal meets the bound as it is.
      return (rule === "min" ? side >= 0 : side <= 0) ? null : `${phrase} (got ${decimal.toString()})`;
    },
  };
}

/** Decimal of the application or of the runtime: whatever is an object and no number, array or date. */
function isDecimal(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Num) &&
    !Array.isArray(value) &&
    !(value instanceof Date)
  );
}
