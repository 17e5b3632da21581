import { expect, test } from "vitest";
import type { App, Cron, Endpoint } from "../../model/app";
import { AccessLog } from "../access-log";
import { Endpoints } from "../endpoints";
import { HostLog } from "../logger/host-log";
import { HostMetrics } from "../metrics/host-metrics";
import type { Schema } from "../../schema/schema";
import type { Request } from "../request";
import { callJob } from "./call-job";

const at = { file: "desk/desk.ts", line: 1, column: 1 };
const endpoint = (more: Partial<Endpoint>): Endpoint => ({
  service: "desk",
  name: "sweep",
  at,
  exportName: "sweep",
  kind: "typed",
  access: "private",
  exposed: false,
  authRequired: false,
  methods: ["POST"],
  path: [{ kind: "literal", value: "desk.sweep" }],
  rawPath: "/desk.sweep",
  bodyLimit: null,
  tags: [],
  sensitive: false,
  ...more,
});
const cron: Cron = { id: "nightly", title: "", schedule: "every:60", endpoint: { service: "desk", name: "sweep" }, at };
const due = { job: "nightly", dueAt: new Date("2030-05-01T03:00:00Z") };

function call(model: Partial<Endpoint>, handler: (request: Request) => unknown) {
  const app = { types: {}, services: [{ name: "desk", endpoints: [endpoint(model)] }] } as unknown as App;
  const endpoints = new Endpoints(app, { decimal: String });
  const route = { service: "desk", name: "sweep", raw: false, streamingRequest: false, streamingResponse: false };
  endpoints.register({ ...route, handler: handler as (request: unknown) => unknown });
  return callJob(cron, due, endpoints, new AccessLog(new HostLog("error", "json", () => {}), new HostMetrics()));
}

test("a private endpoint is called without auth data, and the headers say by what", async () => {
  let request: Request | undefined;
  expect(await call({}, (given) => ((request = given), { payload: undefined }))).toEqual({ code: "ok" });
  expect(request?.getAuthData()).toBeNull();
  expect(request?.meta().apiCall).toMatchObject({
    method: "POST",
    path: "/desk.sweep",
    headers: { "x-encore-cron-trigger": "scheduled", "x-encore-cron-execution": "nightly@2030-05-01T03:00:00.000Z" },
  });
});

test("the endpoint may take the headers as parameters", async () => {
  const name = {
    name: "trigger",
    type: { kind: "string" },
    optional: false,
    in: "header",
    wireName: "x-encore-cron-trigger",
  };
  const request = { kind: "object", fields: [name] } as Schema;
  let payload: unknown;
  const outcome = await call({ methods: ["GET"], request }, (given) => ((payload = given.payload()), {}));
  expect([outcome, payload]).toEqual([{ code: "ok" }, { trigger: "scheduled" }]);
});

test.each<[string, Partial<Endpoint>, (request: Request) => unknown, unknown]>([
  [
    "what it throws",
    {},
    () => {
      throw new Error("boom");
    },
    { code: "internal", error: "boom" },
  ],
  [
    "required authentication",
    { authRequired: true },
    () => ({}),
    { code: "unauthenticated", error: "endpoint requires auth but none provided" },
  ],
  [
    "a parameter of the path, which nobody can give,",
    { path: [{ kind: "param", name: "id", type: { kind: "string" } }], rawPath: "/:id" },
    () => ({}),
    { code: "unimplemented", error: "desk.sweep is not typed or has path parameters: no cron can call it" },
  ],
  [
    "a kind that takes a connection",
    { kind: "raw" },
    () => ({}),
    { code: "unimplemented", error: "desk.sweep is not typed or has path parameters: no cron can call it" },
  ],
])("%s is the outcome", async (_name, model, handler, expected) => {
  expect(await call(model, handler)).toEqual(expected);
});
