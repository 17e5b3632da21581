import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { writeApplication } from "../../model/__tests__/write-application";
import { readApp } from "../../model/read";
import { compile } from "../__tests__/compile";
import { DESK } from "../__tests__/desk";
import { generateClient } from "./generate-client";

const home = mkdtempSync(join(tmpdir(), "lobby-client-"));
let text: string;
let generated: Generated;

/** What callers of the client may use, loosely. */
interface Generated {
  default: new (
    target: string,
    options?: object,
  ) => Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>>;
  ErrCode: Record<string, string>;
  isAPIError(error: unknown): boolean;
}

beforeAll(async () => {
  const root = join(home, "app");
  writeApplication(root, DESK);
  const result = await readApp(root);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  text = generateClient(result.app);
  writeFileSync(join(root, "client.gen.ts"), text);
  writeFileSync(join(home, "client.mjs"), (await transform(text, { loader: "ts" })).code);
  generated = (await import(pathToFileURL(join(home, "client.mjs")).href)) as Generated;
});
afterAll(() => rmSync(home, { recursive: true }));

test("the whole client", async () => {
  await expect(text).toMatchFileSnapshot("../__tests__/client.golden.txt");
});

test("the client passes the strict options of a front end, and has the types of the source", () => {
  const use = `import Client, { APIError, ErrCode, isAPIError, Local, type front_desk, type contract } from "./client.gen";
const client = new Client(Local, { auth: () => ({ authorization: "Bearer x" }), requestInit: { headers: { a: "b" } } }).with({ fetcher: fetch });
const { addGuest, changeGuest } = client.front_desk;
export const guest: contract.Guest = await addGuest({ name: "n", mood: "calm" });
export const since: string = guest.since;
export const changed: Promise<contract.Guest> = changeGuest(1, { name: "n", dryRun: true, key: "k" });
export const page: contract.Guest[] = (await client.front_desk.listGuests({ moods: ["busy"] })).data;
export const file: string = (await client.front_desk.file(["a", "b"], {})).text;
export const login: { trace: string; count?: number; ok: boolean } = await client.front_desk.login();
export const uploaded: Response = await client.front_desk.upload("PATCH", "1", new Blob([]), { headers: {}, query: { q: ["1"] } });
export const service: front_desk.ServiceClient = client.front_desk;
const talk = await client.front_desk.talk();
await talk.send({ text: "t" });
for await (const { n } of talk) n.toFixed();
const feed = await client.front_desk.feed({ room: "r" });
export const next: { n: number } | undefined = await feed.next();
export const code = (e: unknown): ErrCode => (isAPIError(e) ? e.code : e instanceof APIError ? ErrCode.NotFound : ErrCode.Unknown);
// @ts-expect-error A mood that is not in the source.
await addGuest({ name: "n", mood: "angry" });
// @ts-expect-error Private endpoints are no part of the client.
client.front_desk.inside;
`;
  writeFileSync(join(home, "app", "use.ts"), use);
  expect(compile(join(home, "app"), ["use.ts"], { lib: ["ES2023", "DOM", "DOM.Iterable"] })).toBe("");
});

interface Sent {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

/** A client whose requests are recorded and answered with `answer`. */
function recording(
  answer: () => Response,
  options: object = {},
): { desk: Record<string, (...args: unknown[]) => Promise<unknown>>; sent: Sent[] } {
  const sent: Sent[] = [];
  const fetcher = async (url: string, init: Omit<Sent, "url">): Promise<Response> => {
    sent.push({ method: init.method, url, headers: init.headers, body: init.body });
    return answer();
  };
  const client = new generated.default("http://x", { fetcher, ...options });
  return { desk: client["front_desk"] ?? {}, sent };
}

const json = (body: unknown, init?: ResponseInit) => (): Response => Response.json(body, init);

test.each<[rule: string, name: string, args: unknown[], expected: Partial<Sent>]>([
  [
    "a request without marked fields is the body",
    "addGuest",
    [{ name: "ä" }],
    { method: "POST", url: "http://x/guests", body: '{"name":"ä"}' },
  ],
  [
    "without a body the fields are the query",
    "listGuests",
    [{ limit: 2, moods: ["calm", "busy"] }],
    { method: "GET", url: "http://x/guests?limit=2&moods=calm&moods=busy", body: null },
  ],
  ["what is undefined does not travel", "listGuests", [{ limit: undefined }], { url: "http://x/guests" }],
  [
    "path parameters are encoded",
    "dropGuest",
    ["a/b c"],
    { method: "DELETE", url: "http://x/guests/a%2Fb%20c", body: null },
  ],
  ["a wildcard is a list of segments", "file", [["a", "b/c"], {}], { url: "http://x/files/a/b%2Fc" }],
  [
    "marked fields leave the body",
    "changeGuest",
    [7, { name: "n", dryRun: true, key: "k" }],
    { method: "PATCH", url: "http://x/guests/7?dryRun=true", body: '{"name":"n"}' },
  ],
])("%s", async (_, name, args, expected) => {
  const { desk, sent } = recording(json({}));
  await desk[name]?.(...args);
  expect(sent).toEqual([expect.objectContaining(expected)]);
  expect(sent[0]?.headers).toMatchObject({ "Content-Type": "application/json" });
});

test("header fields travel under their own name", async () => {
  const { desk, sent } = recording(json({}));
  await desk["changeGuest"]?.(7, { name: "n", key: "k" });
  expect(sent[0]?.headers).toMatchObject({ "Idempotency-Key": "k" });
});

test("auth data goes into every request, asked for each time", async () => {
  let n = 0;
  const { desk, sent } = recording(json({}), { auth: () => ({ authorization: `Bearer ${++n}`, token: "t" }) });
  await desk["addGuest"]?.({ name: "n" });
  await desk["addGuest"]?.({ name: "n" });
  expect(sent.map((s) => [s.headers["Authorization"], s.url])).toEqual([
    ["Bearer 1", "http://x/guests?token=t"],
    ["Bearer 2", "http://x/guests?token=t"],
  ]);
});

test("header fields of a response are read; an absent optional one is left out", async () => {
  const { desk } = recording(json({ ok: true }, { headers: { "X-Trace": "abc" } }));
  expect(await desk["login"]?.()).toEqual({ ok: true, trace: "abc" });
  const counted = recording(json({ ok: true }, { headers: { "X-Trace": "abc", "X-Count": "3" } }));
  expect(await counted.desk["login"]?.()).toEqual({ ok: true, trace: "abc", count: 3 });
});

test("a response without a header that it must have is data loss", async () => {
  const { desk } = recording(json({ ok: true }));
  await expect(desk["login"]?.()).rejects.toMatchObject({ code: generated.ErrCode["DataLoss"] });
});

test("raw endpoints take a method and a body, and give the response as it is", async () => {
  const { desk, sent } = recording(() => new Response("done"));
  const response = (await desk["upload"]?.("PATCH", "id", "bytes", { query: { part: "1" } })) as Response;
  expect(await response.text()).toBe("done");
  expect(sent).toMatchObject([{ method: "PATCH", url: "http://x/uploads/id?part=1", body: "bytes" }]);
});

test.each<[name: string, answer: Response, expected: object]>([
  [
    "an error of the application",
    Response.json({ code: "not_found", message: "no guest", details: { id: 1 } }, { status: 404 }),
    { status: 404, code: "not_found", message: "no guest", details: { id: 1 } },
  ],
  [
    "another JSON body",
    Response.json({ a: 1 }, { status: 502 }),
    { status: 502, code: "unknown", message: 'request failed: status 502: {"a":1}' },
  ],
  [
    "a text",
    new Response("Bad Gateway", { status: 502 }),
    { code: "unknown", message: "request failed: status 502: Bad Gateway" },
  ],
])("%s becomes an APIError", async (_, answer, expected) => {
  const { desk } = recording(() => answer);
  const error: unknown = await desk["addGuest"]?.({ name: "n" }).catch((e: unknown) => e);
  expect(error).toMatchObject(expected);
  expect(generated.isAPIError(error)).toBe(true);
});

test("a stream sends, receives, carries auth data, and ends when the server closes", async () => {
  vi.stubGlobal("WebSocket", WebSocket);
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, handleProtocols: () => "encore-ws" });
  onTestFinished(() => {
    vi.unstubAllGlobals();
    server.close();
  });
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const offered: string[] = [];
  server.on("connection", (socket, request) => {
    offered.push(request.url ?? "", request.headers["sec-websocket-protocol"] ?? "");
    socket.on("message", (data: Buffer) => {
      socket.send(JSON.stringify({ n: (JSON.parse(data.toString()) as { text: string }).text.length }));
      socket.close();
    });
  });
  const client = new generated.default(`http://127.0.0.1:${port}`, { auth: { authorization: "Bearer x" } });
  const talk = (await client["front_desk"]?.["talk"]?.()) as {
    send(m: object): Promise<void>;
  } & AsyncIterable<unknown>;
  await talk.send({ text: "four" });
  const received: unknown[] = [];
  for await (const message of talk) received.push(message);
  expect(received).toEqual([{ n: 4 }]);
  const encoded = Buffer.from(JSON.stringify({ Authorization: "Bearer x" })).toString("base64url");
  expect(offered).toEqual(["/talk", `encore-ws,encore.dev.headers.${encoded}`]);
});
