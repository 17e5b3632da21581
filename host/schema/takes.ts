import { type Compiled, type CompiledField, NO, type Shape, type Take } from "./compiled";
import { parseDate } from "./datetime";
import { Decimal } from "./decimal";
import { Num } from "./num";
import type { ValueMakers } from "./wire";

/**
 * The decoders that compiled types are made of: each takes a value from JSON.parse, or a single value from the exact reader, and
 * gives what a handler receives, or NO.
 */
/** Decoder of a single value; texts become dates and decimals. */
export function scalarTake(
  shape: Exclude<Shape, { kind: "array" | "record" | "union" | "object" | "valid" }>,
  make: ValueMakers,
): Take {
  switch (shape.kind) {
    case "any":
      return (raw) => (raw instanceof Num ? raw.toHandler() : raw);
    case "string":
    case "boolean": {
      const type = shape.kind;
      return (raw) => (typeof raw === type ? raw : NO);
    }
    case "null":
      return (raw) => (raw === null ? null : NO);
    case "number":
      return (raw) => (typeof raw === "number" ? raw : raw instanceof Num ? raw.toHandler() : NO);
    case "date":
      return (raw) => {
        const ms = typeof raw === "string" ? parseDate(raw) : NO;
        return typeof ms === "number" ? new Date(ms) : NO;
      };
    case "decimal":
      return (raw) => (typeof raw === "string" ? decimal(raw, make) : NO);
    case "literal": {
      const { value } = shape;
      if (typeof value !== "number" || Number.isInteger(value)) return (raw) => (raw === value ? value : NO);
      return (raw) => (raw === value || (raw instanceof Num && raw.float && raw.value === value) ? value : NO);
    }
  }
}

function decimal(text: string, make: ValueMakers): unknown {
  try {
    return make.decimal(Decimal.parse(text).toString());
  } catch {
    return NO;
  }
}

/** Numbers are judged as they were read, everything else as it was decoded. */
export function subject(raw: unknown, value: unknown): unknown {
  return typeof raw === "number" || raw instanceof Num ? raw : value;
}

type How = "take" | "takeLoose";

/** The same decoder for both uses. */
export function both(make: (how: How) => Take): { take: Take; takeLoose: Take } {
  return { take: make("take"), takeLoose: make("takeLoose") };
}

/** A rule on what another type decoded. */
export function validTakes({ of, checks }: Extract<Shape, { kind: "valid" }>): { take: Take; takeLoose: Take } {
  return {
    take(raw) {
      const value = of.take(raw);
      return value === NO || checks.strict(subject(raw, value)) !== null ? NO : value;
    },
    takeLoose(raw) {
      const value = of.takeLoose(raw);
      return value === NO || checks.loose(raw) !== null ? NO : value;
    },
  };
}

/** Every item must fit. */
export function arrayTake(item: Compiled, how: How): Take {
  return (raw) => {
    if (!Array.isArray(raw)) return NO;
    const out: unknown[] = [];
    for (let i = 0; i < raw.length; i++) {
      const value = item[how](raw[i]);
      if (value === NO) return NO;
      out.push(value);
    }
    return out;
  };
}

function isObject(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw) && !(raw instanceof Num);
}

/** Every value must fit. */
export function recordTake(of: Compiled, how: How): Take {
  return (raw) => {
    if (!isObject(raw)) return NO;
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(raw)) {
      const value = of[how](raw[key]);
      if (value === NO) return NO;
      // Assigning would set the prototype; the genuine runtime loses this key as well.
      if (key !== "__proto__") out[key] = value;
    }
    return out;
  };
}

/** Only declared fields are kept. */
export function objectTake(fields: readonly CompiledField[], how: How): Take {
  // `constructor` and its like are found on every object; only those names need the slower look.
  const inherited = fields.some((f) => f.name in Object.prototype);
  // Looked up at the first value: until everything is compiled, types that recurse are not filled.
  let takes: Take[] | undefined;
  let told: CompiledField[] | undefined;
  return (raw) => {
    if (!isObject(raw)) return NO;
    takes ??= fields.map(({ type }) => type[how]);
    // First, what tells the alternatives of a union apart: where they recurse, each level would otherwise be read once for each.
    told ??= fields.filter(({ type }) => type.kind === "literal");
    for (let i = 0; i < told.length; i++) {
      const { name, type } = told[i] as CompiledField;
      if (Object.hasOwn(raw, name) && raw[name] !== undefined && type[how](raw[name]) === NO) return NO;
    }
    const out: Record<string, unknown> = {};
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i] as CompiledField;
      const given = inherited && !Object.hasOwn(raw, field.name) ? undefined : raw[field.name];
      if (given === undefined) {
        if (!field.optional) return NO;
        continue;
      }
      const value = takes[i]!(given);
      if (value === NO) return NO;
      out[field.name] = value;
    }
    return out;
  };
}

/** The first alternative that fits. */
export function unionTake(of: readonly Compiled[], how: How): Take {
  const texts = new Set(
    of.map((type) => (type.kind === "literal" && typeof type.value === "string" ? type.value : NO)),
  );
  if (!texts.has(NO)) return (raw) => (texts.has(raw as string) ? raw : NO);
  return (raw) => {
    const chosen = typeof raw === "object" && raw !== null && !(raw instanceof Num) ? "takeLoose" : how;
    for (let i = 0; i < of.length; i++) {
      const value = (of[i] as Compiled)[chosen](raw);
      if (value !== NO) return value;
    }
    return NO;
  };
}
