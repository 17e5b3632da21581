/** The stream over plain HTTP: gateway, credentials, headers and refusals, in the process of the test and on its own databases. */
import { Unpackr } from "msgpackr";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { relay } from "../../finance/jobs/relay";
import { addOrganisation, addPerson, PASSWORD } from "../../identity/__tests__/people";
import { decompress } from "../../realtime/codec/deflate-dict-1";
import { connections, startEngine } from "../../realtime/engine/engine";
import { bookRevenue, call, type ErrorBody, type Tokens } from "../lib/api";
import { poll, type PollAnswer, pollQuery } from "../lib/poll";
import { serveApi } from "../lib/serve-api";
import { PlainEventSource } from "../lib/sse";

let url: string;
let email: string;
let token: string;
let propertyId: number;
let stopEngine: () => Promise<void>;

const login = async (): Promise<string> =>
  (await call<Tokens>(url, "POST", "/identity/login", { body: { email, password: PASSWORD } })).body.accessToken;
const ticket = async (): Promise<string> =>
  (await call<{ ticket: string }>(url, "POST", "/realtime/ticket", { token })).body.ticket;
const sseUrl = (more: Record<string, string> = {}): string => `${url}/v2/realtime/sse?${pollQuery({}, more)}`;
const open = (headers: Record<string, string> = {}, more: Record<string, string> = {}): Promise<PlainEventSource> =>
  PlainEventSource.open(sseUrl(more), { authorization: `Bearer ${token}`, ...headers });
/** Books one amount and returns its id. */
const book = async (): Promise<string> => (await bookRevenue(url, token, { amount: 1, propertyId })).id;
const openNow = (): number => connections.counters.all.open;

beforeAll(async () => {
  url = await serveApi();
  relay.start();
  stopEngine = startEngine();
  const { orgId, propertyIds } = await addOrganisation(1);
  propertyId = propertyIds[0]!;
  ({ email } = await addPerson(orgId, [[propertyId, "cashier"]]));
  token = await login();
});
afterAll(async () => {
  await relay.stop();
  await stopEngine();
});

test("[RT28] the answer is private; 304 without a body while nothing is new, and not a moment longer", async () => {
  await book();
  const first = await vi.waitFor(async () => {
    const answer = await poll(url, token);
    expect(answer.cursor.seq).toBe(1);
    return answer;
  });
  expect(first.frames.map((f) => f.type)).toEqual(["ack"]);
  expect(first.headers.get("cache-control")).toBe("private, no-store");
  expect(first.headers.get("vary")).toContain("Authorization");
  const again = await poll(url, token, first.cursor, { etag: first.etag });
  expect([again.status, again.etag]).toEqual([304, first.etag]);
  const id = await book();
  const news = await poll(url, token, first.cursor, { etag: first.etag, waitMs: "25000" });
  expect(news.frames).toMatchObject([{ type: "event", events: [{ data: { id } }] }]);
  expect(news.etag).not.toBe(first.etag);
  expect((await poll(url, token, news.cursor, { etag: news.etag })).status).toBe(304);
});

test("[RT14] [RT28] changed rights are no 304, though the cursor stays where it is", async () => {
  const { orgId, propertyIds } = await addOrganisation(2);
  const [one = 0, two = 0] = propertyIds;
  const owner = await addPerson(orgId, [
    [one, "owner"],
    [two, "owner"],
  ]);
  const person = await addPerson(orgId, [[one, "cashier"]]);
  const logIn = async (who: { email: string }): Promise<string> =>
    (await call<Tokens>(url, "POST", "/identity/login", { body: { email: who.email, password: PASSWORD } })).body
      .accessToken;
  const mine = await logIn(person);
  const { cursor, etag } = await poll(url, mine);
  const before = openNow();
  const waiting = poll(url, mine, cursor, { etag, waitMs: "25000" });
  await vi.waitFor(() => expect(openNow()).toBe(before + 1));
  const roles = `/identity/people/${person.id}/properties/${two}/roles`;
  await call(url, "PUT", roles, { token: await logIn(owner), body: { roles: ["cashier"] } });
  const answer = await waiting;
  expect(answer).toMatchObject({ status: 200, etag, cursor });
  expect(answer.frames).toMatchObject([{ type: "resync", reason: "rights_changed" }]);
});

test.each([
  ["version=1", 400, "bad_handshake", ["services"]],
  ["services=finance", 400, "bad_handshake", ["version"]],
  ["services=finance&version=1&lastSeq=x&properties=y", 400, "bad_handshake", ["lastSeq", "properties.0"]],
  ["services=casino&version=1", 400, "unknown_service", []],
  ["services=finance&version=2", 400, "unsupported_version", []],
  ["services=finance&version=1&properties=999999", 404, "unknown_property", []],
  ["services=guest&version=1", 403, "not_permitted", []],
])("[RT27] [RT28] %s is refused: %i %s %j", async (query, status, reason, paths) => {
  for (const way of ["poll", "sse"]) {
    const answer = await call<ErrorBody>(url, "GET", `/v2/realtime/${way}?${query}`, { token });
    expect([way, answer.status, answer.body.details?.reason]).toEqual([way, status, reason]);
    expect((answer.body.details?.errors ?? []).map((e) => e.path)).toEqual(paths);
  }
});

test("[RT28] a wait beyond 25 s is refused by name", async () => {
  const answer = await call<ErrorBody>(url, "GET", `/v2/realtime/poll?${pollQuery({}, { waitMs: "25001" })}`, {
    token,
  });
  expect([answer.status, answer.body.details?.errors?.map((e) => e.path)]).toEqual([400, ["waitMs"]]);
});

test("[RT28] a client that names the encoding gets the same answer as raw bytes, where that is worth it", async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, book));
  const ask = (more: Record<string, string>): Promise<Response> =>
    fetch(`${url}/v2/realtime/poll?${pollQuery({ seq: 0 }, more)}`, { headers: { authorization: `Bearer ${token}` } });
  const bytes = await vi.waitFor(async () => {
    const answer = await ask({ encoding: "deflate-dict-1" });
    expect(answer.headers.get("content-type")).toBe("application/vnd.lobby.deflate-dict-1");
    const data = Buffer.from(await answer.arrayBuffer());
    for (const id of ids) expect(decompress(data)).toContain(id);
    return data;
  });
  const plain = await ask({});
  const json = await plain.text();
  const framesIn = (text: string): unknown =>
    (JSON.parse(text) as PollAnswer).frames.filter((f) => f.type === "event").map((f) => f.events);
  expect(framesIn(decompress(bytes))).toEqual(framesIn(json));
  expect(bytes.length).toBeLessThan(json.length / 3);
  const short = await fetch(`${url}/v2/realtime/poll?${pollQuery({}, { encoding: "deflate-dict-1" })}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(short.headers.get("content-type")).toBe("application/json");
});

test("[RT28] a client that accepts MessagePack gets the same answer in fewer bytes, by the structures that everybody may fetch", async () => {
  const id = await book();
  const published = await fetch(`${url}/v2/realtime/structures/msgpack-1`);
  expect(published.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const structures = (await published.json()) as string[][];
  const names = structures.flat();
  const position = await vi.waitFor(async () => {
    expect(JSON.stringify(await poll(url, token, { seq: 0 }))).toContain(id);
    return { seq: 0 };
  });
  const address = `${url}/v2/realtime/poll?${pollQuery(position)}`;
  const ask = (more: Record<string, string>): Promise<Response> =>
    fetch(address, { headers: { authorization: `Bearer ${token}`, ...more } });
  const packed = await ask({ accept: "application/vnd.msgpack" });
  expect(packed.headers.get("content-type")).toBe("application/vnd.msgpack");
  const bytes = Buffer.from(await packed.arrayBuffer());
  const json = await (await ask({})).text();
  const eventsOf = ({ frames, cursor, more }: PollAnswer): unknown => [
    frames.filter((f) => f.type === "event").map((f) => f.events),
    cursor,
    more,
  ];
  const unpackr = new Unpackr({ structures: structures as never, maxSharedStructures: structures.length });
  expect(eventsOf(unpackr.unpack(bytes) as PollAnswer)).toEqual(eventsOf(JSON.parse(json) as PollAnswer));
  expect(bytes.length).toBeLessThan(json.length * 0.7);
  // Every shape of fixed fields is one of the list: none of them is named in the bytes.
  expect(names.filter((name) => name.length > 6 && bytes.includes(name))).toEqual([]);
});

test("credentials in the address open server-sent events and no poll; a ticket is good once", async () => {
  const once = sseUrl({ ticket: await ticket() });
  const source = await PlainEventSource.open(once);
  expect((await source.frame("ack")).type).toBe("ack");
  await source.close();
  expect((await fetch(once)).status).toBe(401);
  const byToken = await PlainEventSource.open(sseUrl({ access_token: token }));
  await byToken.frame("ack");
  await byToken.close();
  for (const more of [{ ticket: await ticket() }, { access_token: token }]) {
    const answer = await call<ErrorBody>(
      url,
      "GET",
      `/v2/realtime/poll?${pollQuery({}, more as Record<string, string>)}`,
    );
    expect(answer.body.details?.reason).toBe("credential_in_url");
  }
  expect((await fetch(sseUrl())).status).toBe(401);
});

test("[RT27] every event comes with the id to come back with, and coming back gives what was missed", async () => {
  const source = await open();
  const ack = await source.frame("ack");
  expect(source.response.headers.get("content-type")).toBe("text/event-stream");
  expect(source.response.headers.get("cache-control")).toBe("private, no-store");
  expect(source.lastEventId).toBe(`${ack.epoch}:${ack.head}`);
  expect(source.retryMs).toBeGreaterThanOrEqual(500);
  const first = await book();
  const frame = await source.frame("event");
  expect(frame.events?.map((e) => e.data["id"])).toEqual([first]);
  expect(source.lastEventId).toBe(`${ack.epoch}:${frame.seq}`);
  await source.close();
  const second = await book();
  const back = await open({ "last-event-id": source.lastEventId }, { lastSeq: "0" });
  expect((await back.frame("event")).events?.map((e) => e.data["id"])).toEqual([second]);
  await back.close();
});

test("[RT27] what is no event id of ours is refused by name", async () => {
  const answer = await call<ErrorBody>(url, "GET", `/v2/realtime/sse?${pollQuery({})}`, {
    token,
    headers: { "last-event-id": "nonsense" },
  });
  expect([answer.status, answer.body.details?.errors?.map((e) => e.path)]).toEqual([400, ["lastSeq"]]);
});

test("[RT14] a logout ends what waits: the poll with 401, the events with an error and their end", async () => {
  const mine = await login();
  const { cursor, etag } = await poll(url, mine);
  const before = openNow();
  const source = await PlainEventSource.open(sseUrl(), { authorization: `Bearer ${mine}` });
  await source.frame("ack");
  const waiting = call<ErrorBody>(url, "GET", `/v2/realtime/poll?${pollQuery(cursor, { waitMs: "25000" })}`, {
    token: mine,
    headers: { "if-none-match": etag },
  });
  await vi.waitFor(() => expect(openNow()).toBe(before + 2));
  await call(url, "POST", "/identity/logout", { token: mine, body: {} });
  const answer = await waiting;
  expect([answer.status, answer.body.details?.reason]).toEqual([401, "session_ended"]);
  expect(await source.frame("error")).toMatchObject({ reason: "session_ended" });
  await source.untilOver();
  await vi.waitFor(() => expect(openNow()).toBeLessThanOrEqual(before));
});
