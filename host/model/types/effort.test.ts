/** Types that double with every line are refused instead of worked out. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeApplication } from "../__tests__/write-application";
import { readApp } from "../read";

const LEVELS = Array.from({ length: 40 }, (_, i) => i);
const nested = (name: string): string => `${name}<`.repeat(40) + "string" + ">".repeat(40);

test.each([
  ["a generic type within itself", `type P<T> = { a: T; b: T };\ntype X = ${nested("P")};`],
  ["a mapped type within itself", `type P<T> = { [K in "a" | "b"]: T };\ntype X = ${nested("P")};`],
  ["a generic type that contains itself twice", "type P<T> = { a: P<T[]>; b: P<[T]> };\ntype X = P<string>;"],
  [
    "a value within a value",
    ["const v0 = 1;", ...LEVELS.map((i) => `const v${i + 1} = { a: v${i}, b: v${i} };`), "type X = typeof v40;"].join(
      "\n",
    ),
  ],
  [
    "a value spread twice",
    [
      "const v0 = { a: 1 };",
      ...LEVELS.map((i) => `const v${i + 1} = { ...v${i}, ...v${i} };`),
      "type X = typeof v40;",
    ].join("\n"),
  ],
  [
    "an intersection of two long unions",
    `type A<P> = ${Array.from({ length: 2000 }, (_, i) => `{ a: ${i} }`).join(" | ")};\ntype X = A<1> & A<2>;`,
  ],
])("%s", { timeout: 60_000 }, async (_, types) => {
  const root = mkdtempSync(join(tmpdir(), "lobby-effort-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const lines = ['import { api } from "encore.dev/api";', types];
  const use = "export const e = api({}, async (p: { v: X }): Promise<void> => {});";
  writeApplication(root, { "desk/api.ts": [...lines, use].join("\n") });
  const result = await readApp(root);
  const line = lines.join("\n").split("\n").length + 1;
  expect(result.ok ? [] : result.diagnostics).toContainEqual({
    at: { file: "desk/api.ts", line, column: expect.any(Number) as number },
    message: expect.stringContaining("type too large: it takes more than") as string,
    help: expect.stringContaining("500,000") as string,
  });
});
