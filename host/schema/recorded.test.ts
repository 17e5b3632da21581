import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { describe, expect, test } from "vitest";
import { checkBody, expand, headerValues, mismatch } from "../__tests__/conformance/run.mjs";
import type { App, Endpoint } from "../model/app";
import { readApp } from "../model/read";
import { type EndpointCodec, endpointCodec } from "./endpoint-codec";
import { errorAnswer, refusalOf } from "./thrown-error";
import type { AnswerParts, ValueMakers } from "./wire";

/**
 * The recorded answers that one typed request gets, replayed against the codecs alone: no server, no sockets. The whole suite, with
 * everything around the codecs, is host/__tests__/http.e2e.test.ts.
 */
const ROOT = fileURLToPath(new URL("../__tests__/conformance/http/app", import.meta.url));
const CASES = fileURLToPath(new URL("../__tests__/conformance/http/cases", import.meta.url));
const TOPICS = ["bodies", "values", "rules", "query", "headers", "paths"];

interface Step {
  http: {
    method: string;
    path: string;
    headers?: [string, string][];
    body?: { json?: unknown; text?: string; base64?: string };
  };
  expect: { status?: number; headers?: Record<string, unknown>; absentHeaders?: string[]; body?: { text?: string } };
}
interface Case {
  name: string;
  profile?: "run" | "image";
  proxy?: boolean;
  steps: Step[];
}

/** Just enough of encore.dev for handlers that only compute. */
const STUBS: Record<string, string> = {
  "encore.dev": "export const currentRequest = () => undefined;",
  "encore.dev/api": "export const api = (_, handler) => handler; export const HttpStatus = { Accepted: 202 };",
  "encore.dev/validate": "",
  "encore.dev/types": `
    export class Decimal {
      constructor(text) { this.value = String(text); }
      get __encore_decimal() { return true; }
      toString() { return this.value; }
    }`,
};
const stubs: Plugin = {
  name: "stubs",
  setup(b) {
    b.onResolve({ filter: /^encore\.dev/ }, ({ path }) => ({ path, namespace: "stub" }));
    b.onLoad({ filter: /.*/, namespace: "stub" }, ({ path }) => ({ contents: STUBS[path] ?? "" }));
  },
};

type Handler = (payload: unknown) => unknown;
interface Live {
  endpoint: Endpoint;
  codec: EndpointCodec;
  pattern: RegExp;
  handler: Handler;
}

async function load(): Promise<Live[]> {
  const read = await readApp(ROOT);
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  const app: App = read.app;
  const endpoints = app.services.filter((s) => s.name === "typed" || s.name === "rules").flatMap((s) => s.endpoints);
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((f) =>
    /^(typed|rules)\/(?!encore).*\.ts$/.test(f),
  );
  const contents = [...files.map((f) => `export * from "./${f}";`), 'export { Decimal } from "encore.dev/types";'].join(
    "\n",
  );
  const built = await build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    plugins: [stubs],
  });
  const code = Buffer.from(built.outputFiles[0]?.contents ?? []).toString("base64");
  const handlers = (await import(/* @vite-ignore */ `data:text/javascript;base64,${code}`)) as Record<
    string,
    Handler
  > & { Decimal: new (text: string) => object };
  const make: ValueMakers = { decimal: (text) => new handlers.Decimal(text) };
  return endpoints.map((endpoint) => ({
    endpoint,
    codec: endpointCodec(endpoint, app.types, make),
    pattern: patternOf(endpoint),
    handler: handlers[endpoint.exportName] as Handler,
  }));
}

function patternOf(endpoint: Endpoint): RegExp {
  const parts = endpoint.path.map((s) =>
    s.kind === "literal" ? s.value : s.kind === "param" ? `(?<${s.name}>[^/]+)` : `(?<${s.name}>.*)`,
  );
  return new RegExp(`^/${parts.join("/")}$`);
}

const live = await load();

function find(method: string, path: string): { found: Live; path: Record<string, string> } | undefined {
  const rank = (l: Live) =>
    l.endpoint.path.map((s) => ["literal", "param", "wildcard", "fallback"].indexOf(s.kind)).join("");
  const fits = live
    .filter((l) => l.endpoint.methods.includes(method) && l.pattern.test(path))
    .sort((a, b) => rank(a).localeCompare(rank(b)));
  const found = fits[0];
  return found && { found, path: { ...found.pattern.exec(path)?.groups } };
}

type Target = NonNullable<ReturnType<typeof find>>;

function bodyOf(body: Step["http"]["body"]): Buffer | null {
  if (body === undefined) return null;
  if (body.json !== undefined) return Buffer.from(JSON.stringify(body.json));
  return body.base64 === undefined ? Buffer.from(body.text ?? "") : Buffer.from(body.base64, "base64");
}

async function answer(step: Step, target: Target, internal: boolean): Promise<AnswerParts> {
  const headers = new Map<string, string[]>();
  for (const [name, value] of step.http.headers ?? [])
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value.trim()]);
  const { codec, handler } = target.found;
  try {
    const payload = codec.decodeRequest({
      method: step.http.method,
      path: target.path,
      query: step.http.path.split("?")[1] ?? "",
      headers,
      body: bodyOf(step.http.body),
    });
    return codec.encodeResponse({ payload: await handler(payload) });
  } catch (error) {
    return errorAnswer(refusalOf(error), internal);
  }
}

/** Where an answer differs from what was recorded. */
function differences({ expect: wanted }: Step, got: AnswerParts): (string | null)[] {
  const headers: [string, string][] = [...got.headers];
  if (got.contentType !== undefined) headers.push(["content-type", got.contentType]);
  const found = [mismatch(wanted.status, got.status, "status")];
  for (const [name, expected] of Object.entries(wanted.headers ?? {})) {
    if (name === "content-length" || name === "cache-control") continue;
    const values = headerValues(headers, name);
    found.push(mismatch(expected, typeof expected === "string" ? values.join(", ") : values, name));
  }
  for (const name of wanted.absentHeaders ?? []) found.push(mismatch([], headerValues(headers, name), name));
  const body = got.status === 204 || got.status === 304 ? null : got.body;
  if (wanted.body !== undefined) found.push(checkBody(wanted.body, Buffer.from(body ?? "")));
  return found.filter((text) => text !== null);
}

/** Sockets, chunks, delays and limits on length belong to the server. */
function isForCodecs(c: Case): boolean {
  return (
    !c.proxy &&
    !/limit|chunked|slow|^very long url|^long query/.test(c.name) &&
    c.steps.every((s) => s.http !== undefined && find(s.http.method, s.http.path.split("?")[0] ?? "") !== undefined)
  );
}

describe.each(TOPICS)("recorded %s", (topic) => {
  const { cases } = JSON.parse(readFileSync(`${CASES}/${topic}.json`, "utf8")) as { cases: Case[] };
  const titled = cases
    .filter(isForCodecs)
    .map((c): [string, Case] => [c.profile ? `${c.name} (${c.profile})` : c.name, c]);
  test.each(titled)("%s", async (_title, c) => {
    for (const raw of c.steps) {
      const step = expand(raw, {}) as Step;
      const target = find(step.http.method, step.http.path.split("?")[0] ?? "") as Target;
      expect(differences(step, await answer(step, target, c.profile === "run"))).toEqual([]);
    }
  });
});
