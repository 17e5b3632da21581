import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import type { App, Endpoint } from "../../model/app";
import { Cors } from "./cors";

function cors(origins: Partial<App["cors"]>, endpoints: Partial<Endpoint>[] = []): Cors {
  const rules = { allowHeaders: [], exposeHeaders: [], originsWithoutCredentials: [], originsWithCredentials: [] };
  const app = { cors: { ...rules, ...origins }, services: [{ endpoints }], types: {} };
  return new Cors(app as unknown as App, false);
}

function value(list: readonly string[], name: string): string | undefined {
  const at = list.indexOf(name);
  return at < 0 ? undefined : list[at + 1];
}

const request = (headers: Record<string, string>): IncomingMessage => ({ headers }) as unknown as IncomingMessage;

test("of an origin that is given twice the first one counts", () => {
  const twice = { origin: ["https://app.example", "https://other.example"] };
  const asked = { headers: { origin: twice.origin.join(", ") }, headersDistinct: twice } as unknown as IncomingMessage;
  const listed = cors({ originsWithoutCredentials: ["https://app.example"] });
  expect(value(listed.headers(asked), "access-control-allow-origin")).toBe("https://app.example");
  expect(value(listed.preflight(asked), "access-control-allow-origin")).toBe("https://app.example");
});

describe("which origin may ask", () => {
  const listed = cors({
    originsWithoutCredentials: ["https://open.example", "https://*.pre*view.example", "https://Capital.example"],
    originsWithCredentials: ["https://app.example"],
  });
  test.each([
    ["https://open.example", {}, true],
    ["HTTPS://Open.Example", {}, true],
    ["https://capital.example", {}, false],
    ["https://Capital.example", {}, false],
    ["https://a.pre*view.example", {}, true],
    ["https://a.preview.example", {}, false],
    ["https://.pre*view.example", {}, false],
    ["https://open.example", { cookie: "a=1" }, false],
    ["https://app.example", { cookie: "a=1" }, true],
    ["https://app.example", { authorization: "x" }, true],
    ["https://app.example", {}, false],
  ])("%s with %j: %s", (origin, headers, allowed) => {
    const seen = value(listed.headers(request({ origin, ...headers })), "access-control-allow-origin");
    expect(seen).toBe(allowed ? origin : undefined);
  });

  test.each([
    [{}, false],
    [{ "access-control-request-headers": "content-type , authorization" }, true],
    [{ "access-control-request-headers": "cookie" }, true],
    [{ "access-control-request-headers": "Authorization" }, false],
    [{ authorization: "x" }, true],
  ])("a preflight with %j has credentials: %s", (headers, credentialed) => {
    const answer = listed.preflight(request({ origin: "https://app.example", ...headers }));
    expect(value(answer, "access-control-allow-origin") !== undefined).toBe(credentialed);
  });
});

test("headers of a request are allowed, those of a handshake are not: no browser asks for them", () => {
  const header = (name: string) =>
    ({ kind: "object", fields: [{ name, in: "header", type: { kind: "string" }, optional: true }] }) as const;
  const endpoints = [
    { exposed: true, request: header("X-Asked") },
    { exposed: true, handshake: header("X-Handshake") },
    { exposed: false, request: header("X-Private") },
  ] as unknown as Endpoint[];
  const allowed = value(cors({}, endpoints).preflight(request({})), "access-control-allow-headers");
  expect(allowed).toBe(
    "accept,authorization,content-type,origin,user-agent,x-asked,x-correlation-id,x-request-id,x-requested-with",
  );
});

test("a star mirrors the headers asked for", () => {
  const any = cors({ allowHeaders: ["*"] });
  const answer = any.preflight(request({ "access-control-request-headers": "x-one,x-two" }));
  expect(value(answer, "access-control-allow-headers")).toBe("x-one,x-two");
  expect(value(any.preflight(request({})), "access-control-allow-headers")).toBeUndefined();
});
