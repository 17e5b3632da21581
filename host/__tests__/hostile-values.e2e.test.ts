import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { type BuiltApp, buildRecordedApp, type RunningApp, startRecordedApp } from "./recorded-app";

let built: BuiltApp;
let app: RunningApp;

beforeAll(async () => {
  built = await buildRecordedApp("./conformance/http/app");
  app = await startRecordedApp(built, "image");
});
afterAll(async () => {
  await app.stop();
  await built.remove();
});

/** Answers print inherited members too, so whatever got onto a prototype would stand in this one. */
afterEach(async () => {
  const { body } = await post("/b/any", '{"v":{},"u":[]}');
  expect(body).toMatchObject({ v: {} });
  expect(JSON.stringify(body)).not.toContain("polluted");
});

async function post(path: string, body: string | Buffer): Promise<{ status: number; body: unknown }> {
  return ask(path, { method: "POST", body: typeof body === "string" ? body : new Uint8Array(body) });
}

async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(app.base + path, init);
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : (JSON.parse(text) as unknown) };
}

const nested = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000);

describe("nesting without end is refused", () => {
  test.each([
    ["lists below any", "/b/any", `{"v":${nested("[", "]")}}`],
    ["objects below any", "/b/any", `{"v":${nested('{"a":', "}").replace("}", "1}")}}`],
    ["lists where a union is", "/b/union", `{"v":${nested("[", "]")}}`],
    ["a type that contains itself", "/b/tree", `{"root":${nested('{"name":"a","kids":[', "]}")}}`],
    ["a list without an end", "/b/any", `{"v":${"[".repeat(1_000_000)}`],
    ["the whole body", "/b/any", nested("[", "]")],
  ])("%s", async (_name, path, body) => {
    const answer = await post(path, body);
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
  });

  test("but in a field that nobody asked for it is passed over", async () => {
    const answer = await post("/b/simple", `{"zzz":${nested("[", "]")},"s":"a","n":1,"b":true}`);
    expect(answer).toEqual({ status: 200, body: { s: "a", n: 1, b: true } });
  });
});

describe("names of prototypes are names like any other", () => {
  const evil = '{"polluted":true}';
  test.each(["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"])("%s", async (name) => {
    const inside = `{"${name}":${evil},"a":{"${name}":${evil}},"constructor":{"prototype":${evil}}}`;
    const bodies: [path: string, body: string][] = [
      ["/b/any", `{"v":${inside},"${name}":${evil}}`],
      ["/b/record", `{"map":{"${name}":1},"idx":{"${name}":{"x":1,"y":2}}}`],
      ["/b/union", `{"v":{"a":"x","${name}":${evil}}}`],
      ["/b/simple", `{"s":"a","n":1,"b":true,"${name}":${evil}}`],
      ["/b/tree", `{"root":{"name":"a","${name}":${evil}}}`],
    ];
    for (const [path, body] of bodies) expect((await post(path, body)).status, path).toBe(200);
    expect((await ask(`/q/scalars?${name}=polluted&s=a`)).status).toBe(200);
    expect((await ask(`/p/str/${name}`)).status).toBe(200);
    const headers = { [name]: "polluted", Cookie: `${name}=polluted` };
    expect((await ask("/h/in", { headers })).status).toBe(200);
    expect((await ask("/raw/header-names", { headers })).status).toBe(200);
  });

  test("in a message of a stream", async () => {
    const socket = new WebSocket(`${app.base.replace("http", "ws")}/live/echo`);
    const echoed = new Promise((resolve) => socket.on("message", (data: Buffer) => resolve(data.toString())));
    socket.on("open", () => {
      socket.send('{"text":1,"__proto__":{"text":"polluted"}}');
      socket.send('{"__proto__":{"text":"polluted"}}');
      socket.send('{"text":"a","constructor":{"prototype":{"polluted":true}}}');
    });
    expect(await echoed).toBe('{"text":"a"}');
    socket.terminate();
  });
});

describe("bytes that are no UTF-8", () => {
  const bad = [0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf4, 0x90];
  test("in a body are refused", async () => {
    const body = Buffer.concat([Buffer.from('{"s":"'), Buffer.from(bad), Buffer.from('","n":1,"b":true}')]);
    expect(await post("/b/simple", body)).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
  });

  test("in a path are refused, in a query they are replaced", async () => {
    const escaped = bad.map((byte) => `%${byte.toString(16)}`).join("");
    expect(await ask(`/p/str/${escaped}`)).toMatchObject({ status: 400 });
    expect(await ask(`/q/scalars?s=${escaped}`)).toMatchObject({
      status: 200,
      body: { s: expect.stringContaining("\ufffd") as unknown },
    });
  });

  test("in a header are refused, in a cookie header they make it absent", async () => {
    const value = Buffer.from(bad).toString("latin1");
    expect(await ask("/h/in", { headers: { "X-Plain": value } })).toMatchObject({ status: 400 });
    expect(await ask("/h/in", { headers: { Cookie: `a=${value}` } })).toMatchObject({ status: 200 });
  });
});
