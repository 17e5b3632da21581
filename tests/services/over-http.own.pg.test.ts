/** Service tests over HTTP: gateway, auth handler, endpoints, pub/sub and stream in the process of the test, on its own databases. */
import { inflateRawSync } from "node:zlib";
import { finance } from "~encore/clients";
import { afterAll, beforeAll, expect, test } from "vitest";
import { relay } from "../../finance/jobs/relay";
import { addOrganisation, addPerson, PASSWORD } from "../../identity/__tests__/people";
import { compress } from "../../realtime/codec/deflate-dict-1";
import { startEngine } from "../../realtime/engine/engine";
import { bookRevenue, call, type ErrorBody, type Tokens } from "../lib/api";
import { serveApi } from "../lib/serve-api";
import { openStream } from "../lib/stream";

let url: string;
let token: string;
let propertyId: number;
let stopEngine: () => Promise<void>;

beforeAll(async () => {
  url = await serveApi();
  // What the service files start in an application, a test starts itself.
  relay.start();
  stopEngine = startEngine();
  const { orgId, propertyIds } = await addOrganisation(1);
  propertyId = propertyIds[0]!;
  const { email } = await addPerson(orgId, [[propertyId, "cashier"]]);
  const answer = await call<Tokens>(url, "POST", "/identity/login", { body: { email, password: PASSWORD } });
  token = answer.body.accessToken;
});
afterAll(async () => {
  await relay.stop();
  await stopEngine();
});

test("what is booked over HTTP is on the stream, by way of the outbox, the topic and the subscription", async () => {
  const stream = await openStream(url, token);
  const booked = await bookRevenue(url, token, { amount: 12.5, propertyId });
  const event = await stream.event((each) => each.data["id"] === booked.id);
  expect(event).toMatchObject({ propertyId, seq: 1 });
  await stream.close();
});

test("the gateway asks for a login; an endpoint that is not exposed is there for other services only", async () => {
  const anonymous = await call<ErrorBody>(url, "GET", `/finance/revenue?propertyId=${propertyId}`);
  expect([anonymous.status, anonymous.body.code]).toEqual([401, "unauthenticated"]);
  expect((await call(url, "POST", "/finance.findBatch", { body: { batchId: "none" } })).status).toBe(404);
  await expect(finance.findBatch({} as never)).rejects.toThrow("missing field");
});

test("[RT20] the dictionary of compressed events is there for everybody, for good, and reads what the stream sends", async () => {
  const response = await fetch(`${url}/v2/realtime/dictionaries/deflate-dict-1`);
  expect([response.status, response.headers.get("cache-control")]).toEqual([
    200,
    "public, max-age=31536000, immutable",
  ]);
  const dictionary = Buffer.from(await response.arrayBuffer());
  const data = compress('[{"type":"event"}]');
  expect(inflateRawSync(data, { dictionary }).toString()).toBe('[{"type":"event"}]');
});

test("[RT21] a large event is counted in compressedMessages, though nobody listens", async () => {
  const { orgId, propertyIds } = await addOrganisation(1);
  const { email } = await addPerson(orgId, [[propertyIds[0]!, "owner"]]);
  const answer = await call<Tokens>(url, "POST", "/identity/login", { body: { email, password: PASSWORD } });
  const { accessToken } = answer.body;
  await bookRevenue(url, accessToken, { amount: 1, propertyId: propertyIds[0]!, description: "ü".repeat(500) });
  const metrics = async () => (await call(url, "GET", "/v2/realtime/metrics", { token: accessToken })).body;
  await expect.poll(metrics, { timeout: 10_000 }).toMatchObject({ compressedMessages: 1 });
});
