/** What operators are told, over HTTP: gateway, rights, relay, stream, on the file's own databases. */
import { execFile } from "node:child_process";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { relay } from "../../finance/jobs/relay";
import { addOrganisation, addPerson, PASSWORD, type TestPerson } from "../../identity/__tests__/people";
import type { Role } from "../../identity/contract/permissions";
import { registry } from "../../platform/meters";
import { startEngine } from "../../realtime/engine/engine";
import { bookRevenue, call, type ErrorBody, type Tokens } from "../lib/api";
import { serveApi } from "../lib/serve-api";
import { openStream } from "../lib/stream";

let url: string;
let stopEngine: () => Promise<void>;
let first: number;
let second: number;
let orgId: string;

beforeAll(async () => {
  url = await serveApi();
  relay.start();
  stopEngine = startEngine();
  const organisation = await addOrganisation(2);
  orgId = organisation.orgId;
  [first, second] = organisation.propertyIds as [number, number];
});
afterAll(async () => {
  await relay.stop();
  await stopEngine();
});

async function join(
  roles: [number, Role][],
  org = orgId,
): Promise<TestPerson & { token: string; get: <T = Trace>(path: string) => Promise<{ status: number; body: T }> }> {
  const person = await addPerson(org, roles);
  const body = { email: person.email, password: PASSWORD };
  const token = (await call<Tokens>(url, "POST", "/identity/login", { body })).body.accessToken;
  return { ...person, token, get: (path) => call(url, "GET", path, { token }) };
}

interface Trace {
  state: string;
  words: string;
  event: { type: string | null; channel: string; sequencedAt: string | null; sequencedBy: string | null } | null;
  person: { mayNowSee: boolean; words: string } | null;
  connections: { connectionId: string; verdict: string; words: string; sentAt: string | null }[];
  instance: string;
}

interface Operations {
  clients: { client: string; phase: string; count: number }[];
  totals: { opened: number; delivered: number };
  latency: { runs: number } | null;
  head: number;
}

test("an operator learns what became of an event, on whose connections, and why not on others", async () => {
  const owner = await join([
    [first, "owner"],
    [second, "owner"],
  ]);
  const [cashier, elsewhere] = [await join([[first, "cashier"]]), await join([[second, "clerk"]])];
  const [desk, other] = [await openStream(url, cashier.token), await openStream(url, elsewhere.token)];
  const connectionOf = (stream: typeof desk): unknown =>
    stream.frames.find(({ type }) => type === "ack")?.["connectionId"];
  const booked = await bookRevenue(url, cashier.token, { amount: 12.5, propertyId: first });
  const { seq } = await desk.event((each) => each.data["id"] === booked.id);

  const { body: all } = await owner.get(`/v2/realtime/trace?seq=${seq}`);
  expect(all).toMatchObject({ state: "kept", event: { type: "revenue-recorded", channel: `finance/${first}` } });
  expect(all.event?.sequencedAt).not.toBeNull();
  // The same process has sequenced it and answers.
  expect(all.event?.sequencedBy).toBe(all.instance);
  const said = new Map(all.connections.map((each) => [each.connectionId as unknown, each]));
  expect(said.get(connectionOf(desk))).toMatchObject({ verdict: "sent", sentAt: expect.any(String) });
  expect(said.get(connectionOf(other))).toMatchObject({
    verdict: "no_role_at_property",
    words: `the person has no role at property ${first}`,
  });

  const { body: one } = await owner.get(`/v2/realtime/trace?seq=${seq}&personId=${elsewhere.id}`);
  expect(one.person).toMatchObject({ mayNowSee: false, words: `the person has no role at property ${first}` });
  expect(one.connections.map(({ connectionId }) => connectionId)).toEqual([connectionOf(other)]);
  const { body: later } = await owner.get(`/v2/realtime/trace?seq=${seq + 100}`);
  expect(later).toMatchObject({
    state: "not_sequenced",
    event: null,
    words: expect.stringContaining(`head is ${seq}`),
  });

  const { body: operations } = await owner.get<Operations>("/v2/realtime/operations");
  expect(operations).toMatchObject({
    head: seq,
    clients: [{ client: "websocket", phase: "live", count: 2 }],
    totals: { opened: 2 },
  });
  expect(operations.latency?.runs).toBeGreaterThan(0);
  await Promise.all([desk.close(), other.close()]);
  await vi.waitFor(async () => {
    const { body } = await owner.get(`/v2/realtime/trace?seq=${seq + 1}&connectionId=${String(connectionOf(desk))}`);
    expect(body.connections).toEqual([]);
    const { body: now } = await owner.get<Operations>("/v2/realtime/operations");
    expect(now.clients).toEqual([]);
  });
});

test("what concerns the whole organisation takes the permission at each of its properties", async () => {
  const [narrow, owner] = [
    await join([[second, "owner"]]),
    await join([
      [first, "owner"],
      [second, "owner"],
    ]),
  ];
  const cashier = await join([[first, "cashier"]]);
  const desk = await openStream(url, cashier.token);
  const booked = await bookRevenue(url, cashier.token, { amount: 4, propertyId: first });
  await desk.event((each) => each.data["id"] === booked.id);
  const keep = ({ token }: { token: string }) =>
    call<ErrorBody>(url, "PUT", "/v2/realtime/retention", { token, body: { keepDays: 1 } });
  const refused = [await narrow.get<ErrorBody>("/v2/realtime/audit"), await keep(narrow)];
  expect(refused.map(({ status, body }) => [status, body.details?.reason])).toEqual([
    [403, "permission_missing"],
    [403, "permission_missing"],
  ]);
  expect((await narrow.get("/v2/realtime/retention")).body).toEqual({ keepDays: 7, isDefault: true });
  expect([(await owner.get("/v2/realtime/audit?after=0.5")).status, (await keep(owner)).status]).toEqual([200, 200]);
  expect((await owner.get("/v2/realtime/trace?seq=1.5")).status).toBe(200);
});

test("without the permission nobody is told, and with it nothing of other properties and organisations", async () => {
  const [cashier, narrow] = [await join([[first, "cashier"]]), await join([[second, "owner"]])];
  const booked = await bookRevenue(url, cashier.token, { amount: 3, propertyId: first });
  const desk = await openStream(url, cashier.token, { lastSeq: 0 });
  const { seq } = await desk.event((each) => each.data["id"] === booked.id);
  for (const path of [`/v2/realtime/trace?seq=${seq}`, "/v2/realtime/operations"]) {
    const refused = await cashier.get<ErrorBody>(path);
    expect([refused.status, refused.body.details?.reason]).toEqual([403, "permission_missing"]);
  }
  expect((await narrow.get(`/v2/realtime/trace?seq=${seq}`)).status).toBe(403);
  expect((await narrow.get<Operations>("/v2/realtime/operations")).body).toMatchObject({
    clients: [],
    totals: { opened: 1, delivered: 0 },
  });

  const other = await addOrganisation(1);
  const stranger = await join([[other.propertyIds[0]!, "owner"]], other.orgId);
  expect((await stranger.get(`/v2/realtime/trace?seq=${seq}&personId=${cashier.id}`)).body).toMatchObject({
    state: "not_sequenced",
    event: null,
    connections: [],
  });
  expect((await stranger.get<Operations>("/v2/realtime/operations")).body).toMatchObject({
    head: 0,
    clients: [],
    latency: null,
    totals: { opened: 0, delivered: 0 },
  });
  await desk.close();
});

test("what a person's rights say of an event of another organisation's person is not told", async () => {
  const other = await addOrganisation(1);
  const stranger = await join([[other.propertyIds[0]!, "owner"]], other.orgId);
  const owner = await join([[first, "owner"]]);
  const { body } = await owner.get(`/v2/realtime/trace?seq=1&personId=${stranger.id}`);
  expect(body.person).toMatchObject({ mayNowSee: false, words: "the organisation has no such person" });
});

test("npm run trace tells the same in a terminal, and in one line what keeps it from doing so", async () => {
  const [owner, clerk] = [await join([[first, "owner"]]), await join([[second, "clerk"]])];
  const booked = await bookRevenue(url, owner.token, { amount: 8, propertyId: first });
  const desk = await openStream(url, owner.token, { lastSeq: 0 });
  const { seq } = await desk.event((each) => each.data["id"] === booked.id);
  const env = { ...process.env, LOBBY_URL: url, LOBBY_PASSWORD: PASSWORD };
  const run = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, ["tools/trace.mjs", ...args], { env }, (error, out, err) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
      );
    });
  const told = await run(String(seq), "--email", owner.email);
  expect(told).toMatchObject({ code: 0, err: "" });
  expect(told.out).toContain(`Event ${seq}: it is in the log.`);
  expect(told.out).toMatch(/ {2}sent: it was sent /);
  const asked = await run(String(seq), "--token", owner.token, "--person", clerk.id, "--json");
  expect(JSON.parse(asked.out)).toMatchObject({ person: { words: `the person has no role at property ${first}` } });

  expect(await run(String(seq), "--email", clerk.email)).toMatchObject({
    code: 1,
    err: expect.stringContaining("refused (403): this needs the permission realtime.operate"),
  });
  expect(await run("1", "--url", "http://127.0.0.1:1", "--token", "x")).toMatchObject({
    code: 1,
    err: expect.stringContaining("does not answer"),
  });
  expect(await run("seventeen")).toMatchObject({ code: 2, err: expect.stringContaining("npm run trace -- <seq>") });
  expect((await run("--help")).out).toContain("LOBBY_PASSWORD");
  await desk.close();
});

test("the registry has each part of an event's way as a distribution", async () => {
  // The endpoint is closed outside of development; this is what it answers with.
  const text = await registry.metrics();
  const counted = (name: string): number =>
    [...text.matchAll(new RegExp(`^${name}_count(?:{[^}]*})? (\\d+)$`, "gm"))].reduce(
      (sum, [, n]) => sum + Number(n),
      0,
    );
  for (const part of ["commit_to_publish", "publish_to_sequence", "sequence_to_socket", "end_to_end", "flush", "tick"])
    expect(counted(`lobby_realtime_${part}_seconds`), part).toBeGreaterThan(0);
  expect(counted("lobby_realtime_flush_events")).toBeGreaterThan(0);
  expect(text).toMatch(/^lobby_realtime_closed_total{reason="client_left"} \d+$/m);
});
