/** Whatever stands in a source file, the reading ends with a model or with complaints about places that exist. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { writeApplication } from "./__tests__/write-application";
import type { Position, ReadResult } from "./app";
import { readApp } from "./read";

interface Tree {
  files: Record<string, string>;
  expect: { verdict: string };
}

const scratch = mkdtempSync(join(tmpdir(), "lobby-fuzz-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Sources that the genuine parser accepts, one module each. */
const sources = ["endpoints", "types", "resources"].flatMap((group) => {
  const file = new URL(`../__tests__/conformance/source/${group}.json`, import.meta.url);
  const { trees } = JSON.parse(readFileSync(file, "utf8")) as { trees: Tree[] };
  return trees.filter((t) => t.expect.verdict === "accepted").flatMap((t) => t.files["desk/api.ts"] ?? []);
});

const root = join(scratch, "app");
writeApplication(root, { "desk/api.ts": "", "desk/migrations/1_a.up.sql": "select 1;\n" });

async function read(text: string): Promise<ReadResult> {
  writeFileSync(join(root, "desk/api.ts"), text);
  return readApp(root);
}

/** The seed is part of what a failure prints; RUNS and SEED are taken from the environment. */
const settings = {
  numRuns: Number(process.env["RUNS"] ?? 150),
  ...(process.env["SEED"] === undefined ? {} : { seed: Number(process.env["SEED"]) }),
};

async function expectSense(text: string): Promise<void> {
  const result = await read(text);
  const complaints = result.ok ? [] : result.diagnostics;
  expect(complaints.length > 0).toBe(!result.ok);
  for (const { at, message, related = [] } of complaints) {
    expect(message).not.toBe("");
    for (const place of [at, ...related]) expectPlace(place);
  }
}

function expectPlace({ file, line, column }: Position): void {
  const lines = readFileSync(join(root, file), "utf8").split(/\r\n|[\n\r\u2028\u2029]/);
  const length = lines[line - 1]?.length ?? -1;
  expect({ file, line, column, isInside: column >= 1 && column - 1 <= length }).toMatchObject({ isInside: true });
}

const anySource = fc.constantFrom(...sources);

test("a source that is cut off", { timeout: 120_000 }, async () => {
  const cut = fc.tuple(anySource, fc.double({ min: 0, max: 1, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(cut, ([source, share]) => expectSense(source.slice(0, Math.floor(source.length * share)))),
    settings,
  );
});

test("a source with characters changed", { timeout: 120_000 }, async () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    gone: fc.nat(6),
    put: fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom(
        "<",
        ">",
        "{",
        "}",
        "(",
        "=>",
        "|",
        "&",
        "keyof ",
        "infer X",
        "[]",
        "?",
        "`",
        "${",
        "\n",
        "\u2028",
        "😀",
      ),
    ),
  });
  const edits = fc.tuple(anySource, fc.array(edit, { minLength: 1, maxLength: 4 }));
  await fc.assert(
    fc.asyncProperty(edits, ([source, list]) => {
      const changed = list.reduce((text, { at, gone, put }) => {
        const offset = Math.floor(text.length * at);
        return text.slice(0, offset) + put + text.slice(offset + gone);
      }, source);
      return expectSense(changed);
    }),
    settings,
  );
});

test("two sources with their lines mixed", { timeout: 120_000 }, async () => {
  const mix = fc.tuple(anySource, anySource, fc.array(fc.nat(40), { minLength: 3, maxLength: 20 }));
  await fc.assert(
    fc.asyncProperty(mix, ([a, b, order]) => {
      const lines = [...a.split("\n"), ...b.split("\n")];
      return expectSense(order.map((i) => lines[i % lines.length] ?? "").join("\n"));
    }),
    settings,
  );
});

test("types of types", { timeout: 120_000 }, async () => {
  const names = fc.constantFrom("A", "B", "C", "T", "K");
  const { type } = fc.letrec<{ type: string }>((tie) => ({
    type: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom("string", "number", "null", "never", "any", '"x"', "1", "Date", "bigint", "undefined", "unknown"),
      names,
      fc.tuple(tie("type"), tie("type")).map(([a, b]) => `(${a} | ${b})`),
      fc.tuple(tie("type"), tie("type")).map(([a, b]) => `(${a} & ${b})`),
      tie("type").map((a) => `${a}[]`),
      tie("type").map((a) => `keyof ${a}`),
      fc.tuple(tie("type"), tie("type")).map(([a, b]) => `(${a})[${b}]`),
      fc.tuple(names, tie("type")).map(([a, b]) => `${a}<${b}>`),
      fc.tuple(tie("type"), tie("type"), tie("type")).map(([a, b, c]) => `(${a} extends ${b} ? ${c} : ${a})`),
      fc.tuple(tie("type"), tie("type")).map(([a, b]) => `{ [K in ${a}]: ${b} }`),
      fc.tuple(tie("type"), tie("type")).map(([a, b]) => `{ a: ${a}; b?: ${b} }`),
      fc
        .tuple(fc.constantFrom("Partial", "Exclude", "Pick", "Omit", "Record", "Array"), tie("type"), tie("type"))
        .map(([n, a, b]) => `${n}<${a}, ${b}>`),
      tie("type").map((a) => `(T extends { x: infer K } ? ${a} : K)`),
    ),
  }));
  const declarations = fc.tuple(type, type, type);
  await fc.assert(
    fc.asyncProperty(declarations, ([a, b, c]) =>
      expectSense(`import { api } from "encore.dev/api";
type A = ${a};
interface B<T = string> { x: ${b} }
type C<T, K = T> = ${c};
export const e = api({}, async (p: { v: A; w: B; z: C<A> }): Promise<void> => {});
`),
    ),
    settings,
  );
});
