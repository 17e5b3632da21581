/** Names that clash in one module, and header fields that are no plain text. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeApplication } from "../../model/__tests__/write-application";
import type { App } from "../../model/app";
import { readApp } from "../../model/read";
import { compile } from "../__tests__/compile";
import { generateClient } from "./generate-client";

const APP = {
  "target/contract/types.ts": "export interface Guest { name: string }\nexport interface ServiceClient { n: number }\n",
  "target/api.ts": `import { api, type Header } from "encore.dev/api";
import type { Guest, ServiceClient } from "./contract/types";
export const visit = api({ expose: true, method: "GET", path: "/visit/:class/:arguments/:params", tags: ["read"] },
  async (p: { class: string; arguments: number; params: string; body?: string }): Promise<{ guest: Guest; of: ServiceClient }> => p as never);
export const cookies = api({ expose: true, path: "/cookies" },
  async (): Promise<{ ok: boolean; all: Header<string[], "Set-Cookie">; langs: Header<string[], "X-Langs">; counts?: Header<number[], "X-Counts"> }> => ({}) as never);
export const firstCookie = api({ expose: true, path: "/first" }, async (): Promise<{ ok: boolean; one: Header<"Set-Cookie"> }> => ({}) as never);
`,
  "options/contract/types.ts": "export interface Guest { name: number; mood: 'calm' | 'busy' }\n",
  "options/auth.ts": `import { type Cookie, Gateway } from "encore.dev/api";
import { authHandler } from "encore.dev/auth";
interface Params { sid?: Cookie<"sid"> }
interface Data { userID: string }
export const auth = authHandler<Params, Data>(async () => ({ userID: "u" }));
export const gateway = new Gateway({ authHandler: auth });
`,
  "options/api.ts": `import { api } from "encore.dev/api";
import type { MinLen } from "encore.dev/validate";
import type { Guest } from "./contract/types";
export const guests = api({ expose: true, path: "/guests" }, async (p: { words: ((string | string[]) & MinLen<1>)[] }): Promise<{ guests: Guest[] }> => p as never);
`,
};

type Calls = Record<string, (...args: unknown[]) => Promise<unknown>>;
type Generated = {
  default: new (target: string, options: { fetcher: () => Promise<Response> }) => Record<string, Calls>;
};

const home = mkdtempSync(join(tmpdir(), "lobby-client-names-"));
let app: App;
let text: string;
beforeAll(async () => {
  writeApplication(join(home, "app"), APP);
  const read = await readApp(join(home, "app"));
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  app = read.app;
  text = generateClient(app);
});
afterAll(() => rmSync(home, { recursive: true }));

/** The answer of one method of the service `target` when the server answers `response`. */
async function call(name: string, response: Response, code = text): Promise<unknown> {
  const file = join(home, `${name}-${code.length}.mjs`);
  writeFileSync(file, (await transform(code, { loader: "ts" })).code);
  const { default: Client } = (await import(pathToFileURL(file).href)) as Generated;
  return new Client("http://x", { fetcher: async () => response })["target"]?.[name]?.();
}

test("types of one name in folders of one name get numbers; nothing clashes", { timeout: 60_000 }, () => {
  writeFileSync(join(home, "client.ts"), text);
  writeFileSync(
    join(home, "use.ts"),
    `import Client, { type contract } from "./client";
const client = new Client("http://x");
export const one: contract.Guest["name"] | contract.Guest_2["name"] = "a" as string | number;
export const visit: Promise<{ of: contract.ServiceClient_2 }> = client.target.visit("c", 1, "p", { body: "b" });
export const guests: Promise<{ guests: { mood: "calm" | "busy" }[] }> = client.options.guests({ words: ["a", ["b"]] });
`,
  );
  expect(compile(home, ["use.ts"], { lib: ["ES2023", "DOM", "DOM.Iterable"], types: [] })).toBe("");
});

test("an auth handler that reads cookies alone leaves nothing for the caller to give", () => {
  expect(text).not.toContain("AuthDataGenerator");
});

test("header fields may be lists, and cookies are read outside browsers", async () => {
  const headers = new Headers([
    ["set-cookie", "a=1, x"],
    ["set-cookie", "b=2"],
    ["x-langs", "de"],
    ["x-counts", "7"],
  ]);
  expect(await call("cookies", Response.json({ ok: true }, { headers }))).toEqual({
    ok: true,
    all: ["a=1, x", "b=2"],
    langs: ["de"],
    counts: [7],
  });
  expect(await call("firstCookie", Response.json({ ok: true }, { headers }))).toEqual({ ok: true, one: "a=1, x" });
  await expect(call("firstCookie", Response.json({ ok: true }))).rejects.toMatchObject({ code: "data_loss" });
});

test("services and tags choose what is in the client, and the types that go with it", () => {
  const only = generateClient(app, { tags: ["read"] });
  expect(only).toContain("visit: async");
  expect(only).not.toContain("cookies: async");
  expect(only).not.toContain("options_client");
  expect(generateClient(app, { services: ["options"] })).not.toContain("visit");
});
