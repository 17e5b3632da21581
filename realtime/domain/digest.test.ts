import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, payloadHash } from "../../platform/payload-hash";
import { firstDigest, nextDigest } from "./digest";

test("[RT12] the test vector of the specification", () => {
  const data = { b: 1.5, a: "ü", c: [true, null] };
  expect(canonicalJson(data)).toBe('{"a":"ü","b":1.5,"c":[true,null]}');
  const hash = payloadHash(data);
  expect(hash).toBe("BBAhaNOAK2E49x9ro5DqsqYJ93qNCd7CB0rx5UGGPhM");
  const event = { id: "01890000-0000-7000-8000-000000000001", type: "revenue-recorded", hash };
  expect(nextDigest(firstDigest("finance/1"), event)).toBe("-4m18kKDNcn0nD8O6lZ2K0IpNNLST0CSzLYMXmtP3m0");
});

test("canonical text does not depend on the order of keys and reads back as the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const seen = JSON.parse(JSON.stringify(value)) as unknown;
      const reversed = JSON.parse(JSON.stringify(seen), (_key, v: unknown) =>
        v !== null && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).reverse()) : v,
      ) as unknown;
      expect(canonicalJson(reversed)).toBe(canonicalJson(seen));
      expect(JSON.parse(canonicalJson(seen))).toEqual(seen);
    }),
  );
});

test("keys are sorted by UTF-16 code units, not by letters or numbers", () => {
  expect(canonicalJson({ ä: 1, b: 2, B: 3, "10": 4, "9": 5, "\u{1F600}": 6, "\uFB33": 7 })).toBe(
    '{"10":4,"9":5,"B":3,"b":2,"ä":1,"\u{1F600}":6,"\uFB33":7}',
  );
});

test("any change of id, type, payload or order changes the digest", () => {
  const a = { id: "a", type: "t", hash: "h" };
  const b = { id: "b", type: "t", hash: "h" };
  const chain = (...events: (typeof a)[]): string => events.reduce(nextDigest, firstDigest("finance/1"));
  const all = [
    chain(a, b),
    chain(b, a),
    chain(a),
    chain(b),
    chain(a, { ...b, type: "u" }),
    chain(a, { ...b, hash: "i" }),
  ];
  expect(new Set(all).size).toBe(all.length);
});
