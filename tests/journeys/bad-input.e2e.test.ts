import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, type ErrorBody, login } from "../lib/api";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";
import { converse, openStream, PlainClient, streamUrl } from "../lib/stream";

let lobby: Lobby;
let token: string;

beforeAll(async () => {
  lobby = await startLobby();
  token = (await login(lobby.url, "manager@harbour.example")).accessToken;
});
afterAll(async () => {
  // Whatever was thrown at it, the process still serves.
  expect((await call(lobby.url, "GET", "/api/v1/health")).status).toBe(200);
  await lobby.stop();
  dropDataDir(lobby.dataDir);
});

const good = { amount: 10, propertyId: 1 };

test.each<[what: string, body: unknown, status: number, names: string]>([
  ["amount missing", { propertyId: 1 }, 400, "amount"],
  ["propertyId missing", { amount: 1 }, 400, "propertyId"],
  ["amount as text", { ...good, amount: "ten" }, 400, "amount"],
  ["amount negative", { ...good, amount: -5 }, 400, "amount"],
  ["amount zero", { ...good, amount: 0 }, 400, "amount"],
  ["amount absurd", { ...good, amount: 1e15 }, 400, "amount"],
  ["amount with too many decimals", { ...good, amount: 1.005 }, 400, "amount"],
  ["amount and amountMinor", { ...good, amountMinor: 1000 }, 400, "amountMinor"],
  ["amountMinor with a fraction", { propertyId: 1, amountMinor: 1.5 }, 400, "amountMinor"],
  ["currency unknown", { ...good, currency: "XXQ" }, 400, "currency"],
  ["source unknown", { ...good, source: "piracy" }, 400, "source"],
  ["paymentMode unknown", { ...good, paymentMode: "shells" }, 400, "paymentMode"],
  ["date impossible", { ...good, occurredAt: "2026-02-31T00:00:00Z" }, 400, "occurredAt"],
  ["date far in the future", { ...good, occurredAt: "2190-01-01T00:00:00Z" }, 400, "occurredAt"],
  ["description too long", { ...good, description: "x".repeat(5000) }, 400, "description"],
  ["propertyId with a fraction", { ...good, propertyId: 1.5 }, 400, "propertyId"],
  ["property unknown", { ...good, propertyId: 4711 }, 404, "propert"],
  ["property of another organisation", { ...good, propertyId: 3 }, 404, "propert"],
  ["invalid JSON", '{"amount": 10, "propertyId"', 400, "body"],
  ["no body", "", 400, "body"],
  ["a list instead of an object", [], 400, "body"],
  ["oversize", JSON.stringify({ ...good, description: "x".repeat(3_000_000) }), 400, "length limit"],
])("booking refused: %s", async (_what, body, status, names) => {
  const answer = await call<ErrorBody>(lobby.url, "POST", "/finance/revenue", { token, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(JSON.stringify(answer.body)).toContain(names);
  expect(answer.body.code).toMatch(/^(invalid_argument|not_found|failed_precondition|out_of_range)$/);
});

test.each<[what: string, headers: Record<string, string>]>([
  ["absent", {}],
  ["empty", { authorization: "Bearer " }],
  ["forged", { authorization: `Bearer ${forged()}` }],
  ["no JWT at all", { authorization: "Bearer hello" }],
  ["another scheme", { authorization: "Basic b3duZXI6eA==" }],
])("[S4-X04] a token that is %s gives 401 on endpoints", async (_what, headers) => {
  const answer = await call<ErrorBody>(lobby.url, "GET", "/finance/revenue?propertyId=1", { headers });
  expect(answer.status).toBe(401);
  expect(answer.body.code).toBe("unauthenticated");
});

function forged(): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ sub: "owner", exp: 4102444800 })}.`;
}

test("[S4-S06] the stream refuses the upgrade without a valid token", async () => {
  for (const query of ["", "access_token=hello", `access_token=${forged()}`, "ticket=nonsense"]) {
    const client = new PlainClient(streamUrl(lobby.url, query));
    const status = await new Promise((done) => {
      client.ws.once("unexpected-response", (_req, response) => done(response.statusCode));
      client.ws.once("open", () => done("open"));
    });
    expect(status, query).toBe(401);
  }
});

test("[S4-S08] logout ends the access token, the refresh token and the open stream", async () => {
  const tokens = await login(lobby.url, "manager@harbour.example");
  const client = await openStream(lobby.url, tokens.accessToken);
  expect((await call(lobby.url, "POST", "/identity/logout", { token: tokens.accessToken, body: {} })).status).toBe(200);
  const after = await call(lobby.url, "GET", "/finance/revenue?propertyId=1", { token: tokens.accessToken });
  expect(after.status).toBe(401);
  const refreshed = await call(lobby.url, "POST", "/identity/refresh", { body: { refreshToken: tokens.refreshToken } });
  expect(refreshed.status).toBe(401);
  await client.untilClosed();
  expect(client.frames.at(-1)).toMatchObject({ type: "error" });
});

test("a stream ticket works once", async () => {
  const { ticket } = (
    await call<{ ticket: string; expiresIn: number }>(lobby.url, "POST", "/realtime/ticket", { token, body: {} })
  ).body;
  const first = new PlainClient(streamUrl(lobby.url, `ticket=${encodeURIComponent(ticket)}`));
  await once(first.ws, "open");
  const second = new PlainClient(streamUrl(lobby.url, `ticket=${encodeURIComponent(ticket)}`));
  const status = await new Promise((done) => {
    second.ws.once("unexpected-response", (_req, response) => done(response.statusCode));
    second.ws.once("open", () => done("open"));
  });
  expect(status).toBe(401);
  await first.close();
});

test("a query token opens the stream but no endpoint", async () => {
  const answer = await call(lobby.url, "GET", `/finance/revenue?propertyId=1&access_token=${token}`);
  expect(answer.status).toBe(401);
});

test.each<[what: string, first: unknown]>([
  ["an unknown service", { services: ["finance", "casino"], version: 1 }],
  ["no services", { services: [], version: 1 }],
  ["services that are no list", { services: "finance", version: 1 }],
  ["a wrong version", { services: ["finance"], version: 99 }],
  ["no version", { services: ["finance"] }],
  ["a negative lastSeq", { services: ["finance"], version: 1, lastSeq: -1 }],
  ["a lastSeq that is text", { services: ["finance"], version: 1, lastSeq: "2" }],
])("the handshake with %s is answered with an error frame that says why", async (_what, first) => {
  const { client, answer: error } = await converse(streamUrl(lobby.url, `access_token=${token}`), first);
  expect(error.type).toBe("error");
  expect(error.reason).toEqual(expect.any(String));
  expect(error["message"]).toEqual(expect.any(String));
  await client.untilClosed();
});

test("a lastSeq ahead of the head is answered with resync, and the client is live", async () => {
  const client = await openStream(lobby.url, token, { lastSeq: 1_000_000_000 });
  const resync = await client.frame("resync");
  expect(resync.reason).toEqual(expect.any(String));
  await client.close();
});

// At once, since each waits out the time that a handshake may take.
test.concurrent.each<[what: string, first: unknown]>([
  ["[RT3] never sends a handshake", undefined],
  ["[RT16] sends what is no JSON object first", "hello"],
])("a connection that %s is told so and closed", async (_what, first) => {
  const { client, answer } = await converse(streamUrl(lobby.url, `access_token=${token}`), first, 40_000);
  expect(answer).toMatchObject({ type: "error", reason: "handshake_timeout" });
  await client.untilClosed();
});

test("[I6] after ten wrong passwords logins of that person wait, and nobody learns who has an account", async () => {
  const attempt = (password: string) =>
    call<ErrorBody & { details: { retryAfterMs?: number } }>(lobby.url, "POST", "/identity/login", {
      // Whom no other journey logs in: the server may be one that is shared by them.
      body: { email: "cashier@harbour.example", password },
    });
  const answers = [];
  for (let i = 0; i < 12; i++) answers.push(await attempt(`wrong-${i}`));
  expect(answers[0]?.status).toBe(401);
  const limited = answers.find((a) => a.status === 429);
  expect(limited?.body.details.retryAfterMs).toBeGreaterThan(0);
  const unknown = await call<ErrorBody>(lobby.url, "POST", "/identity/login", {
    body: { email: "nobody@harbour.example", password: "x" },
  });
  expect(unknown.status).toBe(401);
  expect(unknown.body.message).toBe(answers[0]?.body.message);
});

test("an Idempotency-Key returns the first answer, and refuses another body", async () => {
  const send = (body: unknown) =>
    call<{ id: string }>(lobby.url, "POST", "/finance/revenue", {
      token,
      body,
      headers: { "Idempotency-Key": "key-1" },
    });
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(good)));
  expect(new Set(answers.map((a) => a.status))).toEqual(new Set([200]));
  expect(new Set(answers.map((a) => a.body.id)).size).toBe(1);
  expect((await send({ ...good, amount: 11 })).status).toBeGreaterThanOrEqual(400);
});
