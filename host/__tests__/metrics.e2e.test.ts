import { once } from "node:events";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import WebSocket from "ws";
import { type BuiltApp, buildRecordedApp, type RunningApp, startRecordedApp } from "./recorded-app";

let app: BuiltApp;
const running: RunningApp[] = [];

async function start(...args: Parameters<typeof startRecordedApp> extends [unknown, ...infer Rest] ? Rest : never) {
  const started = await startRecordedApp(app, ...args);
  running.push(started);
  return started.base;
}

beforeAll(async () => {
  app = await buildRecordedApp("./conformance/http/app");
});
afterAll(async () => {
  await Promise.all(running.map((process) => process.stop()));
  await app.remove();
});

const scrape = (base: string, headers: Record<string, string> = {}) => fetch(`${base}/__lobby/metrics`, { headers });
const lines = async (base: string): Promise<string[]> => (await (await scrape(base)).text()).split("\n");

test("requests are counted by endpoint and code, streams while they are open, messages that are dropped", async () => {
  const base = await start("run");
  for (const path of ["/e/sync", "/e/code/not_found", "/live/needs-auth"]) await fetch(base + path);
  const socket = new WebSocket(`${base.replace("http", "ws")}/live/echo`);
  await once(socket, "open");
  socket.send('{"nonsense":true}');
  await vi.waitFor(async () => {
    expect(await lines(base)).toEqual(
      expect.arrayContaining([
        'e_requests_total{service="faults",endpoint="sync",code="not_found"} 1',
        'e_requests_total{service="faults",endpoint="byCodePlain",code="not_found"} 1',
        'e_request_duration_seconds_count{service="faults",endpoint="byCodePlain"} 1',
        'e_requests_total{service="live",endpoint="echo",code="http_101"} 1',
        'e_sockets_open{service="live",endpoint="echo"} 1',
        "e_stream_messages_dropped_total 1",
      ]),
    );
  });
  socket.close();
  await vi.waitFor(async () => expect(await lines(base)).toContain('e_sockets_open{service="live",endpoint="echo"} 0'));
});

test("in an image the address is not there without a token, and closed with one", async () => {
  const [closed, open] = [await start("image"), await start("image", { metricsToken: "secret" })];
  expect(await (await scrape(closed)).json()).toMatchObject({ code: "not_found", message: "endpoint not found" });
  expect((await scrape(open)).status).toBe(401);
  expect((await scrape(open, { authorization: "Bearer secret" })).headers.get("content-type")).toContain(
    "version=0.0.4",
  );
});
