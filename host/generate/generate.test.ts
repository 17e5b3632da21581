import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeApplication } from "../model/__tests__/write-application";
import type { App } from "../model/app";
import { readApp } from "../model/read";
import { compile } from "./__tests__/compile";
import { DESK } from "./__tests__/desk";
import { generate } from "./generate";

const root = join(mkdtempSync(join(tmpdir(), "lobby-generate-")), "app");
const main = join(root, "encore.gen/internal/entrypoints/combined/main.ts");
let app: App;

beforeAll(async () => {
  writeApplication(root, DESK);
  const result = await readApp(root);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  app = result.app;
  await generate(app, root);
});
afterAll(() => rmSync(join(root, ".."), { recursive: true }));

test("calls through ~encore/clients and ~encore/auth have the types of the handlers", () => {
  const paths = { "~encore/*": ["./encore.gen/*"] };
  expect(compile(root, ["lobby/calls.ts"], { paths })).toBe("");
  writeFileSync(join(root, "lobby/wrong.ts"), (DESK["lobby/calls.ts"] ?? "").replace('{ name: "n" }', "{ name: 5 }"));
  expect(compile(root, ["lobby/wrong.ts"], { paths })).toContain("lobby/wrong.ts(6");
});

test("the entry point bundles, and knows every endpoint but no test code", async () => {
  const { outputFiles } = await build({
    entryPoints: [main],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    packages: "external",
    define: { ENCORE_DROP_TESTS: "true" },
    tsconfigRaw: { compilerOptions: { paths: { "~encore/*": ["./encore.gen/*"] } } },
    absWorkingDir: root,
  });
  const text = outputFiles[0]?.text ?? "";
  const named = [...text.matchAll(/apiRoute: \{ service: "([^"]+)", name: "([^"]+)"/g)].map(
    ([, service, name]) => `${service}.${name}`,
  );
  expect(named).toEqual(app.services.flatMap((s) => s.endpoints.map((e) => `${s.name}.${e.name}`)));
  expect(text).not.toContain("registerTestHandler");
});

test("a file whose text stays the same is not written again", async () => {
  const long = new Date(Date.UTC(2020, 0, 1));
  utimesSync(main, long, long);
  await generate(app, root);
  expect(statSync(main).mtime).toEqual(long);
  writeFileSync(main, "something else");
  await generate(app, root);
  expect(readFileSync(main, "utf8")).toContain("registerHandlers");
});

test("clients of a service that is gone are removed", async () => {
  const gone = join(root, "encore.gen/internal/clients/gone");
  mkdirSync(gone);
  await generate(app, root);
  expect(statSync(gone, { throwIfNoEntry: false })).toBeUndefined();
});
