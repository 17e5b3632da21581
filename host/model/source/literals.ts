/** Reads the options that Encore must know before the program runs: literals only. Each reader throws a SourceError. */
import { ts, type TS } from "../compiler";
import { errorAt } from "../diagnostics";

export type Read<T> = (node: TS.Expression) => T;

const LITERALS_ONLY =
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

/** A number, or arithmetic of numbers such as `4 * 1024`. */
export const readNumber: Read<number> = (node) => {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isParenthesizedExpression(node)) return readNumber(node.expression);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) return -readNumber(node.operand);
  const compute = ts.isBinaryExpression(node) ? ARITHMETIC.get(node.operatorToken.kind) : undefined;
  if (compute === undefined || !ts.isBinaryExpression(node))
    throw errorAt(node, `expected number literal, got ${node.getText()}`, LITERALS_ONLY);
  return compute(readNumber(node.left), readNumber(node.right));
};

const ARITHMETIC = new Map<TS.SyntaxKind, (a: number, b: number) => number>([
  [ts.SyntaxKind.PlusToken, (a, b) => a + b],
  [ts.SyntaxKind.MinusToken, (a, b) => a - b],
  [ts.SyntaxKind.AsteriskToken, (a, b) => a * b],
  [ts.SyntaxKind.SlashToken, (a, b) => a / b],
  [ts.SyntaxKind.PercentToken, (a, b) => a % b],
  [ts.SyntaxKind.AsteriskAsteriskToken, (a, b) => a ** b],
  [ts.SyntaxKind.LessThanLessThanToken, (a, b) => a << b],
]);

const UNITS: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A duration such as `"1h30m"`, in milliseconds. */
export const readDuration: Read<number> = (node) => {
  const text = readString(node);
  if (!/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text)) {
    throw errorAt(
      node,
      `invalid duration ${JSON.stringify(text)}`,
      'Write numbers with the units h, m, s or ms, such as "1h30m".',
    );
  }
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * (UNITS[unit ?? ""] ?? 0),
    0,
  );
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
    return node.elements.map(read);
  };
}

/** A record of any keys. */
export function readRecord<T>(read: Read<T>): Read<Record<string, T>> {
  return (node) => Object.fromEntries(properties(node).map((p) => [nameOf(p), read(p.initializer)]));
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
    values[name] = readers[name](property.initializer);
    nodes.set(name, property.initializer);
  }
  const missing = required.find((name) => !nodes.has(name));
  if (missing !== undefined) throw errorAt(node, `field ${missing} is required but is missing`);
  return { values, at: (name) => nodes.get(name) ?? node };
}

function properties(node: TS.Expression): { name: TS.PropertyName; initializer: TS.Expression }[] & TS.Node[] {
  if (!ts.isObjectLiteralExpression(node))
    throw errorAt(node, `expected object literal, got ${node.getText()}`, LITERALS_ONLY);
  return node.properties.map((property) => {
    if (ts.isPropertyAssignment(property)) return property;
    if (ts.isMethodDeclaration(property))
      return Object.assign(property, { initializer: property as unknown as TS.Expression });
    if (ts.isShorthandPropertyAssignment(property)) return Object.assign(property, { initializer: property.name });
    throw errorAt(property, `spread operator unsupported: ${property.getText()}`, LITERALS_ONLY);
  });
}

function nameOf(property: { name: TS.PropertyName }): string {
  if (ts.isComputedPropertyName(property.name))
    throw errorAt(property.name, `unsupported computed property ${property.name.getText()}`, LITERALS_ONLY);
  return property.name.text;
}
