/** What the genuine parser said about small applications, and what ours says (conformance/source/README.md). */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { Diagnostic, Position } from "../model/app";
import { readApp } from "../model/read";
import notCarried from "./not-carried.json";
import { recordedShape } from "./source-shape";

interface Tree {
  name: string;
  why: string;
  folder: string;
  files: Record<string, string>;
  expect: { verdict: "accepted"; app: unknown } | { verdict: "rejected"; messages: string[]; at?: string[] };
}

const GROUPS = ["services", "imports", "endpoints", "types", "resources"];
const DEFAULTS = {
  "encore.app": '{ "id": "", "lang": "typescript" }',
  "package.json": '{ "name": "t", "type": "module", "dependencies": { "encore.dev": "1.58.6" } }',
  "tsconfig.json": '{ "compilerOptions": { "baseUrl": ".", "paths": { "~encore/*": ["./encore.gen/*"] } } }',
};

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "lobby-source-"));
afterAll(() => rmSync(scratch, { recursive: true }));

describe.each(GROUPS)("source/%s", (group) => {
  const file = new URL(`./conformance/source/${group}.json`, import.meta.url);
  const { trees } = JSON.parse(readFileSync(file, "utf8")) as { trees: Tree[] };
  const listed = notCarried as { suite: string; case: string; reason: string }[];
  const reasons = new Map(listed.filter((c) => c.suite === `source/${group}`).map((c) => [c.case, c.reason]));

  test("every case that is not carried exists", () => {
    expect([...reasons.keys()].filter((name) => !trees.some((t) => t.name === name))).toEqual([]);
  });

  for (const tree of trees) {
    // A listed case has to fail: one that passes comes off the list.
    const run = reasons.has(tree.name) ? test.fails : test;
    run(`${tree.name}: ${tree.why}`, async () => {
      const result = await readApp(write(group, tree));
      if (tree.expect.verdict === "accepted") {
        expect(result.ok ? [] : result.diagnostics).toEqual([]);
        expect(result.ok && recordedShape(result.app)).toEqual(tree.expect.app);
      } else {
        expect(result.ok ? "accepted" : "rejected").toBe("rejected");
        if (!result.ok) expectSameComplaint(result.diagnostics, tree.expect);
      }
    });
  }
});

function expectSameComplaint(diagnostics: Diagnostic[], { messages, at = [] }: { messages: string[]; at?: string[] }): void {
  const said = diagnostics.map((d) => `${d.message} ${d.help ?? ""}`).join("\n").toLowerCase();
  expect(messages.flatMap(keyWords).filter((word) => !said.includes(word)), `in:\n${said}`).toEqual([]);
  const place = ({ file, line }: Position): string => `${file}:${line}`;
  const places = diagnostics.flatMap((d) => [place(d.at), ...(d.related ?? []).map(place)]);
  expect(places).toEqual(expect.arrayContaining(at));
}

/** The words of a recorded message, without the inner data that the genuine parser prints. */
function keyWords(message: string): string[] {
  const said = message.toLowerCase().split(/, found |named\(|interface\(|union\(|basic\(|\. expected |\(os error/)[0] ?? "";
  return said.match(/[a-z][a-z.-]{3,}[a-z]/g) ?? [];
}

function write(group: string, { name, folder, files }: Tree): string {
  const root = join(scratch, group, name.replaceAll("/", "-"), folder);
  for (const [path, text] of Object.entries({ ...DEFAULTS, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  symlinkSync(modules, join(root, "node_modules"));
  return root;
}
