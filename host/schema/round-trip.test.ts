import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Endpoint, Segment } from "../model/app";
import { fields, scalars, types } from "./__tests__/typed-values";
import { type EndpointCodec, endpointCodec } from "./endpoint-codec";
import type { Field, Place, Schema } from "./schema";
import type { RequestParts } from "./wire";

/** As encore.dev's own looks to the native side. */
class Decimal {
  readonly __encore_decimal = true;
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

function codecOf(more: Partial<Endpoint>): EndpointCodec {
  const endpoint = { kind: "typed", methods: ["POST"], path: [], ...more } as unknown as Endpoint;
  return endpointCodec(endpoint, {}, { decimal: (text) => new Decimal(text) });
}

function parts(more: Partial<RequestParts>): RequestParts {
  return { method: "POST", path: {}, query: "", headers: new Map(), body: null, ...more };
}

const object = (list: Field[]): Schema => ({ kind: "object", fields: list });

/** What a handler gets, as it stands on the wire. */
function onWire(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace(".000Z", "Z");
  if (value instanceof Decimal) return value.value;
  if (Array.isArray(value)) return value.map(onWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, onWire(inner)]));
}

describe("any type, any value of it", { timeout: 60_000 }, () => {
  test("arrives as it was sent, and leaves as it arrived", () => {
    fc.assert(
      fc.property(fields(types), ([list, value]) => {
        fc.pre(list.length > 0);
        const codec = codecOf({ request: object(list), response: object(list) });
        const payload = codec.decodeRequest(parts({ body: Buffer.from(JSON.stringify({ ...value, zzz: 1 })) }));
        expect(onWire(payload)).toEqual(value);
        const { body } = codec.encodeResponse({ payload });
        expect(JSON.parse(body!.toString())).toEqual(value);
      }),
    );
  });

  test("crosses from service to service", () => {
    fc.assert(
      fc.property(fields(types), ([list, value]) => {
        fc.pre(list.length > 0);
        const codec = codecOf({ request: object(list), response: object(list) });
        const payload = codec.decodeRequest(parts({ body: Buffer.from(JSON.stringify(value)) }));
        expect(codec.decodeRequest(codec.encodeRequest(payload))).toEqual(payload);
        expect(codec.decodeResponse(codec.encodeResponse({ payload }))).toEqual(payload);
      }),
    );
  });

  test("crosses a stream", () => {
    fc.assert(
      fc.property(fields(types), ([list, value]) => {
        fc.pre(list.length > 0);
        const codec = codecOf({ kind: "streamInOut", request: object(list), response: object(list) });
        const message = codec.decodeMessage(JSON.stringify(value));
        expect(onWire(message)).toEqual(value);
        expect(JSON.parse(codec.encodeMessage(message)!)).toEqual(value);
        expect(codec.decodeServerMessage(codec.encodeMessage(message)!)).toEqual(message);
      }),
    );
  });
});

/** Text that HTTP can carry in a header, trimmed as Node does it. */
const isHeaderText = (text: string): boolean => !/\p{Cc}/u.test(text) && text === text.trim();

describe("any single value", { timeout: 60_000 }, () => {
  const queryOf = (name: string, value: unknown): string =>
    `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`;

  test("arrives in the query, alone and in a list", () => {
    fc.assert(
      fc.property(scalars, fc.integer({ min: 1, max: 3 }), ({ schema, value }, times) => {
        const list: Field[] = [
          { name: "one", type: schema, optional: false },
          { name: "many", type: { kind: "array", item: schema }, optional: false },
        ];
        const query = [queryOf("one", value), ...Array.from({ length: times }, () => queryOf("many", value))].join("&");
        const payload = codecOf({ methods: ["GET"], request: object(list) }).decodeRequest(
          parts({ method: "GET", query }),
        );
        expect(onWire(payload)).toEqual({ one: value, many: Array.from({ length: times }, () => value) });
      }),
    );
  });

  test.each<Place>(["header", "cookie"])("arrives in a %s", (place) => {
    fc.assert(
      fc.property(scalars, ({ schema, value }) => {
        const text = String(value);
        const isPlain = /^[\x20-\x7e]*$/.test(text) && !text.includes(";");
        fc.pre(isHeaderText(text) && (place === "header" || isPlain));
        const list: Field[] = [{ name: "Name", type: schema, optional: false, in: place }];
        const bytes = Buffer.from(text).toString("latin1");
        const headers = new Map([place === "header" ? ["name", [bytes]] : ["cookie", [`Name=${bytes}`]]] as const);
        const payload = codecOf({ request: object(list) }).decodeRequest(parts({ headers }));
        expect(onWire(payload)).toEqual({ Name: place === "header" ? value : { name: "Name", value } });
      }),
    );
  });

  test("arrives in the path", () => {
    const inPath = scalars.filter(
      ({ schema: { kind }, value }) => ["string", "number", "boolean"].includes(kind) && value !== "",
    );
    fc.assert(
      fc.property(inPath, ({ schema, value }) => {
        const path: Segment[] = [{ kind: "param", name: "p", type: schema }];
        const codec = codecOf({ path });
        expect(codec.decodeRequest(parts({ path: { p: encodeURIComponent(String(value)) } }))).toEqual({ p: value });
      }),
    );
  });
});
