import { AsyncLocalStorage } from "node:async_hooks";
import { beforeEach, expect, test } from "vitest";
import type { App, Endpoint } from "../../model/app";
import type { Schema } from "../../schema/schema";
import { AccessLog } from "../access-log";
import { Endpoints } from "../endpoints";
import { HostLog } from "../logger/host-log";
import { HostMetrics } from "../metrics/host-metrics";
import type { Request } from "../request";
import type { Socket } from "../streams/handles";
import { ServiceCalls } from "./service-calls";

const text: Schema = { kind: "object", fields: [{ name: "text", type: { kind: "string" }, optional: false }] };

function endpoint(name: string, more: Partial<Endpoint> = {}): Endpoint {
  return {
    service: "desk",
    name,
    at: { file: "desk/desk.ts", line: 1, column: 1 },
    exportName: name,
    kind: "typed",
    access: "private",
    exposed: false,
    authRequired: false,
    methods: ["POST"],
    path: [{ kind: "literal", value: `desk.${name}` }],
    rawPath: `/desk.${name}`,
    bodyLimit: null,
    tags: [],
    sensitive: false,
    request: text,
    response: text,
    ...more,
  };
}

const app = {
  types: {},
  services: [
    {
      name: "desk",
      endpoints: [
        endpoint("echo"),
        endpoint("secured", { authRequired: true }),
        endpoint("mumble", { kind: "streamOut", methods: ["GET"] }),
        endpoint("talk", { kind: "streamInOut", methods: ["GET"], handshake: text }),
      ],
    },
  ],
} as unknown as App;

/** What encore.dev does around each handler: the running request is the store of the context that the handler runs in. */
const current = new AsyncLocalStorage<Request>();
let calls: ServiceCalls;

beforeEach(() => {
  const endpoints = new Endpoints(app, { decimal: String });
  calls = new ServiceCalls(
    endpoints,
    undefined,
    new AccessLog(new HostLog("error", "json", () => {}), new HostMetrics()),
  );
  const handle = (handler: (request: Request, stream: Socket) => unknown) => (request: unknown, stream: unknown) => {
    current.enterWith(request as Request);
    return handler(request as Request, stream as Socket);
  };
  const route = { service: "desk", raw: false, streamingRequest: false, streamingResponse: false };
  endpoints.register({ ...route, name: "echo", handler: handle((request) => ({ payload: request.payload() })) });
  endpoints.register({
    ...route,
    name: "secured",
    handler: handle((request) => ({ payload: { text: JSON.stringify(request.getAuthData()) } })),
  });
  const mumble = handle(async (_request, stream) => {
    for (const said of [5, "clear"]) await stream.send({ text: said });
    stream.close();
  });
  endpoints.register({ ...route, name: "mumble", streamingResponse: true, handler: mumble });
  const talk = handle(async (request, stream) => {
    await stream.send({ text: `hello ${(request.payload() as { text: string }).text}` });
    for (let i = 0; i < 3; i++) await stream.send(await stream.recv());
    stream.close();
  });
  endpoints.register({ ...route, name: "talk", streamingRequest: true, streamingResponse: true, handler: talk });
});

test("arguments are validated as if they came over HTTP", async () => {
  expect(await calls.call("desk", "echo", { text: "a", more: 1 }, null)).toEqual({ text: "a" });
  expect(await calls.call("desk", "echo", { text: 5 }, null)).toMatchObject({
    code: "invalid_argument",
    message: "unable to decode request body: text: invalid type: integer `5`, expected a string at line 1 column 9",
    details: null,
  });
});

test("an endpoint that requires authentication asks for it inside the application too", async () => {
  expect(await calls.call("desk", "secured", { text: "" }, null)).toMatchObject({ code: "unauthenticated" });
  expect(await calls.call("desk", "secured", { text: "" }, null, { authData: { userID: "ann" } })).toEqual({
    text: '{"userID":"ann"}',
  });
});

test("auth data without a userID is the caller's mistake", async () => {
  await expect(calls.call("desk", "echo", { text: "" }, null, { authData: {} })).rejects.toMatchObject({
    code: "InvalidArg",
    message: "userID missing in auth data",
  });
});

test("the caller's current request is still its own after a call", async () => {
  const own = {} as Request;
  await current.run(own, async () => {
    const call = calls.call("desk", "echo", { text: "a" }, null);
    expect(current.getStore()).toBe(own);
    await call;
    expect(current.getStore()).toBe(own);
  });
});

test("a stream between services carries messages both ways and ends on both sides", async () => {
  const stream = await calls.stream("desk", "talk", { text: "you" }, null);
  expect(await stream.recv()).toEqual({ text: "hello you" });
  await stream.send({ text: "1" });
  await stream.send({ text: 5 });
  await stream.send({ text: "2" });
  await stream.send({ text: "3" });
  expect([await stream.recv(), await stream.recv(), await stream.recv()]).toEqual([
    { text: "1" },
    { text: "2" },
    { text: "3" },
  ]);
  await expect(stream.recv()).rejects.toMatchObject({
    code: "Unknown",
    message: "websocket client receive channel closed",
  });
  expect(() => stream.send({ text: "late" })).toThrow("channel closed");
});

test("a message of the server that does not fit its type fails the caller's read alone", async () => {
  const stream = await calls.stream("desk", "mumble", {}, null);
  await expect(stream.recv()).rejects.toMatchObject({
    code: "GenericFailure",
    message: "unable to parse incoming message according to schema",
  });
  expect(await stream.recv()).toEqual({ text: "clear" });
});

test("a handshake that is refused is known by its status", async () => {
  await expect(calls.stream("desk", "talk", {}, null)).rejects.toMatchObject({
    code: "GenericFailure",
    message:
      'failed to make api call: Error { code: Unknown, message: "failed connecting to websocket endpoint", ' +
      'internal_message: Some("HTTP error: 400 Bad Request"), details: None, stack: None }',
  });
});
