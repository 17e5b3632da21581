import { describe, expect, test } from "vitest";
import type { Endpoint } from "../model/app";
import { endpointCodec } from "./endpoint-codec";
import type { Field, Place, Schema } from "./schema";

function field(name: string, type: Schema, more: { optional?: boolean; in?: Place; wireName?: string } = {}): Field {
  return { name, type, optional: false, ...more };
}

const text: Schema = { kind: "string" };
const number: Schema = { kind: "number" };
const object = (...fields: Field[]): Schema => ({ kind: "object", fields });

function endpoint(more: Partial<Endpoint>): Endpoint {
  return {
    service: "inner",
    name: "e",
    at: { file: "inner/api.ts", line: 1, column: 1 },
    exportName: "e",
    kind: "typed",
    access: "public",
    exposed: true,
    authRequired: false,
    methods: ["PUT"],
    path: [{ kind: "literal", value: "e" }],
    rawPath: "/e",
    bodyLimit: null,
    tags: [],
    sensitive: false,
    ...more,
  };
}

describe("a call between services", () => {
  const query = endpointCodec(
    endpoint({
      request: object(
        field("page", number, { in: "query" }),
        field("b", { kind: "union", of: [text, { kind: "literal", value: null }] }),
      ),
    }),
    {},
  );

  test("puts all arguments into the query too, once the callee has Query fields", () => {
    const call = query.encodeRequest({ page: 3, b: "a b" });
    expect(call.target).toBe("/e?b=a+b&page=3");
    expect(query.decodeRequest(call)).toEqual({ page: 3, b: "a b" });
  });

  test("fails when such an argument is null", () =>
    expect(() => query.encodeRequest({ page: 3, b: null })).toThrow(expect.objectContaining({ code: "internal" })));

  test("puts path parameters into the path as one segment each", () => {
    const codec = endpointCodec(
      endpoint({
        path: [
          { kind: "param", name: "id", type: number },
          { kind: "wildcard", name: "rest", type: text },
        ],
      }),
      {},
    );
    const call = codec.encodeRequest({ id: 1.5, rest: "a/b c/ü!" });
    expect(call.target).toBe("/1.5/a%2Fb%20c%2F%C3%BC%21");
    expect(codec.decodeRequest(call)).toEqual({ id: 1.5, rest: "a/b c/ü!" });
    expect(() => codec.encodeRequest({ id: 1 })).toThrow("missing field in request payload");
  });

  test("gives the caller header and body fields together, and loses the status", () => {
    const codec = endpointCodec(
      endpoint({
        response: object(
          field("key", text, { in: "header", wireName: "X-Key" }),
          field("status", number, { in: "httpStatus" }),
          field("at", { kind: "date" }),
        ),
      }),
      {},
    );
    const answer = codec.encodeResponse({ payload: { key: "grün", status: 201, at: new Date(5) } });
    expect(answer).toMatchObject({ status: 201, headers: [["x-key", "grÃ¼n"]] });
    expect(codec.decodeResponse(answer)).toEqual({ key: "grün", at: new Date(5) });
  });

  test("of an endpoint without response type gives null", () => {
    const codec = endpointCodec(endpoint({}), {});
    expect(codec.decodeResponse(codec.encodeResponse({ payload: { leak: 1 } }))).toBeNull();
  });

  test("refuses arguments that cannot cross before anything else", () =>
    expect(() => query.encodeRequest({ b: () => 1 })).toThrow(expect.objectContaining({ code: "InvalidArg" })));
});

describe("stream messages", () => {
  const codec = endpointCodec(
    endpoint({
      kind: "streamInOut",
      methods: ["GET"],
      request: object(field("word", { kind: "valid", rule: { rule: "minLen", value: 3 }, of: text })),
      response: object(field("a", text), field("any", { kind: "any" }, { optional: true })),
    }),
    {},
  );

  test("from the client are checked by their type", () => {
    expect(codec.decodeMessage('{"word":"long","zzz":1} trailing')).toEqual({ word: "long" });
    expect(() => codec.decodeMessage('{"word":"ab"}')).toThrow("word: length too short (got 2, expected at least 3)");
  });

  test("to the client keep the fields of the type at the top level only, and are not checked", () =>
    expect(codec.encodeMessage({ a: 5, b: 1, any: { n: 1700000000000, u: undefined } })).toBe(
      '{"a":5,"any":{"n":1700000000000.0}}',
    ));

  test("of an empty type are not sent", () =>
    expect(endpointCodec(endpoint({ kind: "streamOut", response: object() }), {}).encodeMessage({ a: 1 })).toBeNull());

  test("that are no objects throw in the handler", () =>
    expect(() => codec.encodeMessage("text")).toThrow("Expect value to be Object, but received String"));

  test("without handshake give the handler no payload", () =>
    expect(codec.decodeRequest({ method: "GET", path: {}, query: "x=1", headers: new Map(), body: null })).toBeNull());
});

describe("what middleware adds to an answer", () => {
  const codec = endpointCodec(
    endpoint({ response: object(field("x", text, { in: "header", wireName: "X-One" }), field("a", text)) }),
    {},
  );

  test("replaces a header of the same name, the content type too", () => {
    const answer = codec.encodeResponse({
      payload: { x: "type", a: "b" },
      status: 201,
      extraHeaders: { "X-One": ["m", "n"], "content-type": "text/special" },
    });
    expect(answer).toMatchObject({
      status: 201,
      contentType: "text/special",
      headers: [
        ["x-one", "m"],
        ["x-one", "n"],
      ],
    });
  });

  test("is sent even when the answer cannot be built", () =>
    expect(() => codec.encodeResponse({ payload: {}, status: 99, extraHeaders: { "x-outer": 1 } })).toThrow(
      expect.objectContaining({ code: "internal", headers: [["x-outer", "1"]] }),
    ));
});
