/** The generated clients of the recorded applications: they compile strictly, and do what the application does. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { compile } from "../generate/__tests__/compile";
import { generateClient } from "../generate/client/generate-client";
import type { Selection } from "../generate/selection";
import { readApp } from "../model/read";
import { type BuiltApp, buildRecordedApp, type RunningApp, startRecordedApp } from "./recorded-app";

const BROWSER = {
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  types: [],
  noUnusedParameters: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  allowUnreachableCode: false,
  skipLibCheck: false,
};
const home = mkdtempSync(join(tmpdir(), "lobby-clients-"));
afterAll(() => rmSync(home, { recursive: true }));

async function clientOf(app: string, selection: Selection = {}): Promise<string> {
  const read = await readApp(fileURLToPath(new URL(`./conformance/${app}/app`, import.meta.url)));
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return generateClient(read.app, selection);
}

test.each([
  ["http", {}],
  ["infra", { excludedServices: ["quick"] }],
])(
  "the client of %s compiles with the strictest options",
  async (app, selection) => {
    writeFileSync(join(home, `${app}.ts`), await clientOf(app, selection));
    expect(compile(home, [`${app}.ts`], BROWSER)).toBe("");
  },
  60_000,
);

type Use = (base: string, ...more: unknown[]) => Promise<unknown>;

describe("with the running application", () => {
  let built: BuiltApp;
  let running: RunningApp;
  let use: Record<string, Use>;

  beforeAll(async () => {
    built = await buildRecordedApp("./conformance/http/app");
    running = await startRecordedApp(built, "image");
    writeFileSync(join(home, "client.ts"), await clientOf("http"));
    cpSync(fileURLToPath(new URL("./client-use.ts.txt", import.meta.url)), join(home, "use.ts"));
    const outfile = join(home, "use.mjs");
    await build({ entryPoints: [join(home, "use.ts")], outfile, bundle: true, format: "esm", logLevel: "error" });
    // Node has WebSocket of its own from 22 on.
    Object.assign(globalThis, { WebSocket });
    use = (await import(pathToFileURL(outfile).href)) as Record<string, Use>;
  });
  afterAll(async () => {
    await running.stop();
    await built.remove();
  });

  const run = (name: string, ...more: unknown[]): Promise<unknown> => use[name]!(running.base, ...more);

  test("what is called below compiles, and what must not compile does not", () => {
    expect(compile(home, ["use.ts"], BROWSER)).toBe("");
  });

  test("typed calls carry path, query, header and body, and give header fields back", async () => {
    expect(await run("typedCalls")).toEqual([
      { s: "ä", n: 1.5, b: true },
      "2024-05-06T07:08:09Z",
      ["1.5", "12345678901234567890"],
      "a",
      { key: "k", text: "t" },
      ["hello", 42, true, undefined],
      expect.anything(),
      { s: ["a", "b&c"], n: [1, 2] },
      { inBody: "x", page: 3, list: ["a"], named: "by the field's name" },
      { first: "a/b", second: 2, extra: "e" },
      { rest: "a/b c/d/e" },
      {},
      { b: false, t: "boolean" },
      undefined,
      { text: "t" },
    ]);
  });

  test("raw endpoints take method, path, bytes, headers and query", async () => {
    expect(await run("rawCall")).toMatchObject({
      method: "PUT",
      url: "/raw/echo/a/b?q=1&q=2",
      headers: { "x-test": "h" },
      text: "bytes",
    });
  });

  test("a static file is asked for with HEAD", async () => {
    expect(await run("staticFile")).toBeUndefined();
  });

  test("auth data is an object, or asked for", async () => {
    const ann = [{ n: 1, user: "ann" }];
    expect(await run("fixedAuth", { authorization: "Bearer user-ann" })).toEqual([...ann, "header"]);
    expect(await run("fixedAuth", { access_token: "user-ann", level: 2 })).toEqual([...ann, "query"]);
    expect(await run("askedAuth", () => ({ authorization: "Bearer user-ann" }))).toEqual([...ann, "header"]);
    await expect(run("askedAuth", () => undefined)).rejects.toMatchObject({ status: 401, code: "unauthenticated" });
  });

  test("errors have status, code, message and details", async () => {
    expect(await run("errorOf", "not_found")).toEqual({
      status: 404,
      isNotFound: true,
      message: "it was not_found",
      details: { reason: "because", list: [1, { a: null }], n: 1700000000000 },
    });
    expect(await run("errorOf", "aborted")).toMatchObject({ status: 409, isNotFound: false });
  });

  test("streams in every direction", async () => {
    expect(await run("inOut")).toEqual([{ text: "one" }, { text: "two", n: 2 }]);
    expect(await run("handshake")).toEqual({ id: 7, name: "n", page: 2, tag: "t", sid: null });
    expect(await run("out")).toEqual([1, 2, 3, 4]);
    expect(await run("into")).toEqual({ total: 6, seen: 3 });
  });

  test.each([
    ["header", { authorization: "Bearer user-bo" }],
    ["query", { access_token: "user-bo" }],
  ])("a stream carries auth data of the %s", async (via, auth) => {
    expect(await run("streamWithAuth", auth)).toEqual({ user: "bo", text: via });
  });
});
