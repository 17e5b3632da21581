import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { AuthHandler, Endpoint } from "../model/app";
import { fields, scalars, types } from "./__tests__/typed-values";
import { authCodec } from "./auth-codec";
import { parseCookies } from "./cookies";
import { type EndpointCodec, endpointCodec } from "./endpoint-codec";
import { Refusal } from "./refusal";
import type { Field, Place, Schema } from "./schema";
import type { RequestParts } from "./wire";

const before = Object.getOwnPropertyNames(Object.prototype);
afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  expect({}).not.toHaveProperty("polluted");
});

const evilNames = ["__proto__", "constructor", "prototype", "toString", "a", "b", "Ab"];
const evilJson = fc
  .letrec<{ json: string }>((tie) => ({
    json: fc.oneof(
      { depthSize: "medium" },
      fc.constantFrom(
        "1",
        "-0",
        "1e999",
        "9007199254740993",
        '"x"',
        '"\\ud800"',
        "null",
        "true",
        '"2020-01-01T00:00:00Z"',
        "tru",
        "",
        "{",
      ),
      fc.array(tie("json"), { maxLength: 3 }).map((items) => `[${items.join(",")}]`),
      fc
        .array(fc.tuple(fc.constantFrom(...evilNames, "polluted"), tie("json")), { maxLength: 4 })
        .map((entries) => `{${entries.map(([name, value]) => `"${name}":${value}`).join(",")}}`),
    ),
  }))
  .json.map((text) => Buffer.from(text));
const anyBytes = fc.oneof(
  evilJson,
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.tuple(evilJson, fc.nat(), fc.integer({ min: 0, max: 255 })).map(([bytes, at, byte]) => {
    if (bytes.length > 0) bytes[at % bytes.length] = byte;
    return bytes;
  }),
);
const latin1 = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((c) => String.fromCharCode(c)),
  maxLength: 20,
});
const anyQuery = fc
  .array(
    fc.tuple(
      fc.constantFrom(...evilNames, "%", "%ff", "+"),
      fc.oneof(latin1, fc.constantFrom("%", "%f", "%ff%fe", "+5", "NaN", "1&a=2")),
    ),
  )
  .map((list) => list.map(([name, value]) => `${name}=${value}`).join("&"));

const placed = fields(scalars).chain(([list]) =>
  fc
    .array(fc.constantFrom<Place | undefined>("header", "query", "cookie", undefined), { minLength: 4, maxLength: 4 })
    .map((places) => list.map((field, i): Field => (places[i] ? { ...field, in: places[i] } : field))),
);
const body = fields(types).map(([list]) => list);
const object = (list: Field[]): Schema => ({ kind: "object", fields: list });

function codecOf(more: Partial<Endpoint>): EndpointCodec {
  return endpointCodec({ kind: "typed", methods: ["*"], path: [], ...more } as unknown as Endpoint, {});
}

/** A value, or a refusal that blames the caller; anything else is a defect, and named. */
function outcome(work: () => unknown): string {
  try {
    const value = work();
    const isPlain = typeof value !== "object" || value === null || Object.getPrototypeOf(value) === Object.prototype;
    return isPlain ? "value" : "an object of another kind";
  } catch (thrown) {
    const isRefusal = thrown instanceof Refusal && thrown.code === "invalid_argument";
    return isRefusal ? "refusal" : `threw ${String(thrown)}`;
  }
}

const EXPECTED = ["value", "refusal"];

describe("any bytes are a value or a clear refusal", { timeout: 60_000 }, () => {
  test("as a body", () => {
    fc.assert(
      fc.property(body, anyBytes, (list, bytes) => {
        const parts: RequestParts = { method: "POST", path: {}, query: "", headers: new Map(), body: bytes };
        expect(outcome(() => codecOf({ request: object(list) }).decodeRequest(parts))).toBeOneOf(EXPECTED);
      }),
      { numRuns: 500 },
    );
  });

  test("as a message of a stream", () => {
    fc.assert(
      fc.property(body, anyBytes, (list, bytes) => {
        const codec = codecOf({ kind: "streamInOut", request: object(list), response: object(list) });
        expect(outcome(() => codec.decodeMessage(bytes))).toBeOneOf(EXPECTED);
        expect(outcome(() => codec.decodeMessage(bytes.toString()))).toBeOneOf(EXPECTED);
      }),
      { numRuns: 500 },
    );
  });

  test("as query, headers, cookies and path", () => {
    fc.assert(
      fc.property(placed, anyQuery, latin1, latin1, anyBytes, (list, query, header, path, bytes) => {
        const headers = new Map(evilNames.map((name) => [name.toLowerCase(), [header, header]]));
        headers.set("cookie", [evilNames.map((name) => `${name}=${header}`).join(";")]);
        const codec = codecOf({
          request: object(list),
          path: [{ kind: "param", name: "p", type: list[0]?.type ?? { kind: "string" } }],
        });
        for (const method of ["GET", "POST"])
          expect(
            outcome(() => codec.decodeRequest({ method, path: { p: path }, query, headers, body: bytes })),
          ).toBeOneOf(EXPECTED);
      }),
      { numRuns: 500 },
    );
  });

  test("as parameters of authentication", () => {
    fc.assert(
      fc.property(placed, anyQuery, latin1, (list, query, header) => {
        const params = object(list.map((field): Field => ({ ...field, in: field.in ?? "query" })));
        const codec = authCodec({ params, data: object([]) } as unknown as AuthHandler, {});
        const headers = new Map(evilNames.map((name) => [name.toLowerCase(), [header]]));
        headers.set("cookie", [`a=${header}; __proto__=${header}`]);
        expect(outcome(() => codec.isPresent({ headers, query }))).toBeOneOf(EXPECTED);
        expect(outcome(() => codec.decode({ headers, query }))).toBeOneOf(EXPECTED);
      }),
      { numRuns: 500 },
    );
  });

  test("as cookies they are a list of names", () => {
    fc.assert(
      fc.property(fc.array(latin1), (headers) => {
        expect([...parseCookies(headers).keys()]).not.toContain("");
      }),
    );
  });
});
