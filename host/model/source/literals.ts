/** Reads the options that Encore must know before the program runs: literals only. Each reader throws a SourceError. */
import { ts, type TS } from "../compiler";
import { errorAt } from "../diagnostics";

export type Read<T> = (node: TS.Expression) => T;

export const LITERALS_ONLY =
  "Encore reads options without running the program: write the value itself, not a name, call, cast or template string.";

export const readString: Read<string> = (node) => {
  if (ts.isStringLiteral(node)) return node.text;
  throw errorAt(node, `expected string literal, got ${node.getText()}`, LITERALS_ONLY);
};

export const readBoolean: Read<boolean> = (node) => {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  throw errorAt(node, `expected boolean literal, got ${node.getText()}`, LITERALS_ONLY);
};

/** A whole number, or arithmetic of whole numbers such as `4 * 1024`, from 0 to `max`. */
export function readInteger(max: number): Read<number> {
  return (node) => {
    const value = integer(node);
    if (value < 0n || value > max)
      throw errorAt(node, `expected unsigned number literal, got ${node.getText()}`, `Allowed is 0 to ${max}.`);
    return Number(value);
  };
}

/** The most that fits into 32 and into 64 bits without a sign. */
export const UINT32 = 2 ** 32 - 1;
export const UINT64 = Number(2n ** 64n - 1n);

function integer(node: TS.Expression): bigint {
  const fail = (message: string): never => {
    throw errorAt(node, `${message}, got ${node.getText()}`, LITERALS_ONLY);
  };
  if (ts.isNumericLiteral(node)) {
    const value = Number(node.text);
    return Number.isInteger(value) ? BigInt(value) : fail("expected integer literal");
  }
  if (ts.isPrefixUnaryExpression(node)) {
    if (node.operator === ts.SyntaxKind.MinusToken) return -integer(node.operand);
    if (node.operator === ts.SyntaxKind.PlusToken) return integer(node.operand);
    return fail("unsupported unary operator");
  }
  if (!ts.isBinaryExpression(node)) return fail("expected integer literal");
  const [x, y] = [integer(node.left), integer(node.right)];
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return x + y;
    case ts.SyntaxKind.MinusToken:
      return x - y;
    case ts.SyntaxKind.AsteriskToken:
      return x * y;
    case ts.SyntaxKind.PercentToken:
      return y === 0n ? fail("expected integer division") : x % y;
    case ts.SyntaxKind.SlashToken:
      return y === 0n || x % y !== 0n ? fail("expected integer division") : x / y;
    default:
      return fail(`expected arithmetic operator "${node.operatorToken.getText()}"`);
  }
}

const DAY = 86_400_000;
const UNITS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: DAY,
  w: 7 * DAY,
  y: 31_556_926_000,
};

/** A duration such as `"1h30m"`, in milliseconds. */
export const readDuration: Read<number> = (node) => {
  if (!ts.isStringLiteral(node))
    throw errorAt(node, `expected duration string literal, got ${node.getText()}`, LITERALS_ONLY);
  const text = node.text.replaceAll(/\s/g, "");
  const parts = [...text.matchAll(/(\d+)(\D+)/g)];
  const units = parts.map(([, n, unit]) => Number(n) * (UNITS[unit ?? ""] ?? Number.NaN));
  const sum = units.reduce((a, b) => a + b, 0);
  if (parts.map(([part]) => part).join("") !== text || text === "" || Number.isNaN(sum)) {
    throw errorAt(
      node,
      /^\D|^$/.test(text)
        ? `invalid duration ${JSON.stringify(node.text)}: cannot parse integer from empty string`
        : `invalid duration ${JSON.stringify(node.text)}: missing TimeDuration format - must be multiples of [0-9]+(ns|us|ms|[smhdwy])`,
      'Write numbers with the units w, d, h, m, s or ms, such as "1h30m".',
    );
  }
  return sum;
};

/** A path below the file that names it, without `./` and a slash at the end. */
export const readLocalPath: Read<string> = (node) => {
  const text = readString(node);
  const parts = text.split("/").filter((p) => p !== "" && p !== ".");
  if (text.startsWith("/") || parts.includes("..")) {
    throw errorAt(
      node,
      `expected a local relative path, got ${text}`,
      "The path is below the file that names it, and starts with ./.",
    );
  }
  return parts.join("/");
};

/** Any expression, unread. */
export const readExpression: Read<TS.Expression> = (node) => node;

export function readNullable<T>(read: Read<T>): Read<T | null> {
  return (node) => (node.kind === ts.SyntaxKind.NullKeyword ? null : read(node));
}

export function readList<T>(read: Read<T>): Read<T[]> {
  return (node) => {
    if (!ts.isArrayLiteralExpression(node))
      throw errorAt(node, `expected array literal, got ${node.getText()}`, LITERALS_ONLY);
    return node.elements.map((element) => {
      if (ts.isOmittedExpression(element)) throw errorAt(node, "expected array element", LITERALS_ONLY);
      // The genuine parser does not see the dots.
      return read(ts.isSpreadElement(element) ? element.expression : element);
    });
  };
}

/** The options that were given, and where each is written. */
export interface Options<T> {
  values: Partial<T>;
  at: (name: keyof T) => TS.Node;
}

/** Reads an object literal with known options; an option that is not known is an error. */
export function readOptions<T extends object>(
  node: TS.Expression,
  readers: { [K in keyof T]: Read<T[K]> },
  required: (keyof T & string)[] = [],
): Options<T> {
  const values: Partial<T> = {};
  const nodes = new Map<keyof T, TS.Node>();
  for (const property of properties(node)) {
    const name = nameOf(property) as keyof T & string;
    if (!Object.hasOwn(readers, name)) {
      throw errorAt(property, `unexpected field ${name}`, `Known are ${Object.keys(readers).join(", ")}.`);
    }
    if (nodes.has(name)) throw errorAt(property, `field ${name} set twice`);
    values[name] = readers[name](property.initializer);
    nodes.set(name, property.initializer);
  }
  const missing = required.find((name) => !nodes.has(name));
  if (missing !== undefined) throw errorAt(node, `field ${missing} is required but is missing`);
  return { values, at: (name) => nodes.get(name) ?? node };
}

function properties(node: TS.Expression): TS.PropertyAssignment[] {
  if (!ts.isObjectLiteralExpression(node))
    throw errorAt(node, `expected object literal, got ${node.getText()}`, LITERALS_ONLY);
  return node.properties.map((property) => {
    if (ts.isPropertyAssignment(property)) return property;
    if (ts.isSpreadAssignment(property))
      throw errorAt(property, `spread operator unsupported: ${property.getText()}`, LITERALS_ONLY);
    const kind =
      {
        [ts.SyntaxKind.ShorthandPropertyAssignment]: "Shorthand",
        [ts.SyntaxKind.MethodDeclaration]: "Method",
        [ts.SyntaxKind.GetAccessor]: "Getter",
      }[property.kind as number] ?? "Setter";
    throw errorAt(property, `prop type ${kind} not supported: ${property.getText()}`, "Write name: value.");
  });
}

function nameOf({ name }: TS.PropertyAssignment): string {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name)) return name.text;
  throw errorAt(name, `prop name kind not supported: ${name.getText()}`, LITERALS_ONLY);
}
