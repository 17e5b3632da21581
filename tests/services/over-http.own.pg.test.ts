/** Service tests over HTTP: gateway, auth handler, endpoints, pub/sub and stream in the process of the test, on its own databases. */
import { finance } from "~encore/clients";
import { afterAll, beforeAll, expect, test } from "vitest";
import { relay } from "../../finance/jobs/relay";
import { addOrganisation, addPerson, PASSWORD } from "../../identity/__tests__/people";
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
