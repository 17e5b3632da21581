import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Link } from "../ports";
import { pollLink } from "./poll";
import { sseLink } from "./sse";

const HANDSHAKE = { services: ["finance", "guest"], version: 1, ack: true };
const PING = { type: "ping", timestamp: "t", seq: 7 };

type Answer = (res: ServerResponse, req: IncomingMessage) => void;

const asked: URL[] = [];
const heard: unknown[] = [];
let closes = 0;
let stop: () => void = () => undefined;

afterEach(() => {
  stop();
  asked.length = 0;
  heard.length = 0;
  closes = 0;
});

/** Opens a link to a server that gives these answers in turn, then none, and sends it a handshake. */
async function open(make: (base: string) => Link, answers: Answer[], cursor = {}): Promise<(message: object) => void> {
  const server = createServer((req, res) => {
    asked.push(new URL(req.url ?? "", "http://localhost"));
    answers.shift()?.(res, req);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const socket = make(`http://127.0.0.1:${port}`).open(null, {
    onOpen: () => undefined,
    onMessage: (message) => heard.push(typeof message === "string" ? (JSON.parse(message) as unknown) : message),
    onClose: () => (closes += 1),
  });
  stop = () => {
    socket.close();
    server.closeAllConnections();
    server.close();
  };
  const send = (message: object): void => socket.send(JSON.stringify(message));
  send({ ...HANDSHAKE, ...cursor });
  return send;
}

const json =
  (body: object, status = 200, headers = {}): Answer =>
  (res) =>
    res.writeHead(status, headers).end(JSON.stringify(body));

const refusal = (status: number, details: object | null): Answer =>
  json({ code: "x", message: "No.", details }, status);

const sse = (base: string): Link => sseLink(base, fetch);
const longPoll = (base: string): Link => pollLink("long-poll", base, fetch);
const poll = (base: string): Link => pollLink("poll", base, fetch);

test("[RT28] the first question is answered at once; the next ones wait, go on at the cursor and name what is known", async () => {
  const known: (string | undefined)[] = [];
  const first = json({ frames: [{ type: "ack" }], cursor: { epoch: "e1", seq: 7 }, more: false }, 200, { etag: '"x"' });
  const nothing: Answer = (res, req) => {
    known.push(req.headers["if-none-match"]);
    res.writeHead(304, { etag: '"x"' }).end();
  };
  await open(longPoll, [first, nothing]);
  await expect.poll(() => asked.length).toBe(3);
  expect(asked.map(({ searchParams }) => searchParams.get("waitMs"))).toEqual(["0", "25000", "25000"]);
  expect(asked[0]?.searchParams.get("services")).toBe("finance,guest");
  expect(asked[0]?.searchParams.has("lastSeq")).toBe(false);
  expect([asked[2]?.searchParams.get("lastSeq"), asked[2]?.searchParams.get("epoch")]).toEqual(["7", "e1"]);
  expect(known).toEqual(['"x"']);
  // An answer without frames is a sign of life, up to its cursor.
  expect(heard).toEqual([{ type: "ack" }, { ...PING, timestamp: "" }, { ...PING, timestamp: "" }]);
});

test("[RT28] a ping is answered by a question that does not wait", async () => {
  const answer = json({ frames: [], cursor: { epoch: "e1", seq: 7 }, more: false }, 200, { etag: '"x"' });
  const send = await open(longPoll, [answer], { lastSeq: 3, epoch: "e1" });
  await expect.poll(() => asked.length).toBe(2);
  send({ type: "ping" });
  await expect.poll(() => asked.length).toBe(3);
  expect(asked[2]?.searchParams.get("waitMs")).toBe("0");
  expect(asked[2]?.searchParams.get("lastSeq")).toBe("7");
  send({ type: "ack", seq: 7 });
  expect(closes).toBe(0);
});

test("[RT28] a short poll takes at once what is there already", async () => {
  const page = (seq: number): Answer =>
    json({ frames: [{ type: "event", seq }], cursor: { epoch: "e1", seq }, more: seq < 3 });
  await open(poll, [page(1), page(2), page(3)]);
  await expect.poll(() => heard.length).toBe(3);
  expect(asked).toHaveLength(3);
  expect(heard.map((frame) => (frame as { seq: number }).seq)).toEqual([1, 2, 3]);
});

test("[RT27] an event stream is read as it comes, and a ping begins another one at its cursor", async () => {
  const stream: Answer = (res) => {
    res.writeHead(200, { "content-type": "text/event-stream" });
    res.write('id: e1:6\ndata: {"type":"ack"}\n\nid: e1:7\nda');
    setImmediate(() => res.write('ta: {"type":"ping","timestamp":"t","seq":7}\n\n'));
  };
  const send = await open(sse, [stream, stream]);
  await expect.poll(() => heard).toEqual([{ type: "ack" }, PING]);
  send({ type: "ping" });
  await expect.poll(() => heard.length).toBe(4);
  expect(asked[1]?.searchParams.get("lastSeq")).toBe("7");
  expect(closes).toBe(0);
});

test.each([
  ["sse", sse],
  ["long-poll", longPoll],
])("[RT15] %s: a refusal with a reason is the error frame that a socket would have got", async (_name, make) => {
  const busy = refusal(503, { reason: "overloaded", retryAfterMs: 900 });
  await open(make, [busy]);
  await expect
    .poll(() => heard)
    .toEqual([{ type: "error", timestamp: "", reason: "overloaded", message: "No.", retryAfterMs: 900 }]);
  stop();
  heard.length = 0;
  await open(make, [refusal(403, { reason: "not_permitted", retryAfterMs: null })]);
  await expect.poll(() => heard).toEqual([{ type: "error", timestamp: "", reason: "not_permitted", message: "No." }]);
});

test.each([
  ["sse", sse],
  ["long-poll", longPoll],
])("%s: what a proxy answers, or nothing at all, is the end of this way", async (_name, make) => {
  await open(make, [(res) => res.writeHead(502).end("<html>")]);
  await expect.poll(() => closes).toBe(1);
  stop();
  await open(make, [refusal(404, null)]);
  await expect.poll(() => closes).toBe(2);
  stop();
  await open(make, [(res) => res.destroy()]);
  await expect.poll(() => closes).toBe(3);
  expect(heard).toEqual([]);
});
