/** What the genuine parser said about small applications, and what ours says (conformance/source/README.md). */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { writeApplication } from "../model/__tests__/write-application";
import type { Diagnostic, Position } from "../model/app";
import { readApp } from "../model/read";
import { writtenOut } from "../model/written-out";

interface Tree {
  name: string;
  why: string;
  folder: string;
  files: Record<string, string>;
  expect: { verdict: "accepted"; app: unknown } | { verdict: "rejected"; messages: string[]; at?: string[] };
}

const GROUPS = ["services", "imports", "endpoints", "types", "resources"];
/** Many small variations of the same rules: one test a group. */
const MORE = ["more-types", "more-endpoints", "more-resources", "more-parts", "more-imports"];

const scratch = mkdtempSync(join(tmpdir(), "lobby-source-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function treesOf(group: string): Tree[] {
  const file = new URL(`./conformance/source/${group}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { trees: Tree[] }).trees;
}

test.each(MORE)("source/%s: every tree", { timeout: 120_000 }, async (group) => {
  const differences: unknown[] = [];
  for (const tree of treesOf(group)) {
    const found = await difference(group, tree);
    if (found !== undefined) differences.push({ name: tree.name, found });
  }
  expect(differences).toEqual([]);
});

describe.each(GROUPS)("source/%s", (group) => {
  const trees = treesOf(group);

  test.each(trees)("$name: $why", async (tree) => {
    expect(await difference(group, tree)).toBeUndefined();
  });
});

/** What is different from the recording; undefined when nothing is. */
async function difference(group: string, { name, folder, files, expect: recorded }: Tree): Promise<unknown> {
  const home = join(scratch, group, name.replaceAll("/", "-"));
  writeApplication(join(home, folder), files);
  const result = await readApp(join(home, folder));
  rmSync(home, { recursive: true });
  if (recorded.verdict === "rejected") return result.ok ? "accepted" : complaintsMissing(result.diagnostics, recorded);
  if (!result.ok) return result.diagnostics;
  const app = writtenOut(result.app);
  return canonical(app) === canonical(recorded.app) ? undefined : { app, recorded: recorded.app };
}

/** Key words and places of the recorded messages that ours do not have. */
function complaintsMissing(
  diagnostics: Diagnostic[],
  { messages, at = [] }: { messages: string[]; at?: string[] },
): unknown {
  const said = diagnostics
    .map((d) => `${d.message} ${d.help ?? ""}`)
    .join("\n")
    .toLowerCase();
  const place = ({ file, line }: Position): string => `${file}:${line}`;
  const places = diagnostics.flatMap((d) => [d.at, ...(d.related ?? [])]).map(place);
  const words = messages.flatMap(keyWords).filter((word) => !said.includes(word));
  const positions = at.filter((a) => !places.includes(a));
  return words.length + positions.length === 0 ? undefined : { words, positions, said };
}

/** The words of a recorded message, without the inner data that the genuine parser prints. */
function keyWords(message: string): string[] {
  const said =
    message.toLowerCase().split(/, found |named\(|interface\(|union\(|basic\(|\. expected |\(os error/)[0] ?? "";
  return said.match(/[a-z][a-z.-]{3,}[a-z]/g) ?? [];
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v !== null && typeof v === "object" && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
