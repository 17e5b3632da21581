import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, nextDigest } from "./digest";

test("[RT12] the digest of the protocol's test vector", () => {
  const event = {
    id: "01890000-0000-7000-8000-000000000001",
    type: "revenue-recorded",
    data: { b: 1.5, a: "ü", c: [true, null] },
  };
  expect(canonicalJson(event.data)).toBe('{"a":"ü","b":1.5,"c":[true,null]}');
  expect(nextDigest("finance/1", event)).toBe("-4m18kKDNcn0nD8O6lZ2K0IpNNLST0CSzLYMXmtP3m0");
});

test("[RT12] the order in which a payload's keys were written does not matter", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const turned = Object.fromEntries(Object.entries(data).toReversed());
      expect(canonicalJson(turned)).toBe(canonicalJson(data));
      expect(JSON.parse(canonicalJson(data))).toEqual(JSON.parse(JSON.stringify(data)));
    }),
  );
});

test("[RT11] an erased payload is stood for by its hash", () => {
  const data = { note: "secret" };
  const hash = createHash("sha256").update('{"note":"secret"}').digest("base64url");
  const kept = nextDigest("chat/1", { id: "e1", type: "said", data });
  expect(nextDigest("chat/1", { id: "e1", type: "said", data: null, hash })).toBe(kept);
});
