import { expect, test } from "vitest";
import type { Grant } from "../../identity/contract/auth";
import { audienceOf } from "./audience";
import { sharedGrants } from "./shared-grants";

const grant = (propertyId: number): Grant => ({
  propertyId,
  permissions: ["finance.revenue.read"],
  timeZone: "Europe/Lisbon",
  currency: "EUR",
  businessDate: "2026-11-20",
});

test("equal grants are one object, and with it one audience for each wish; others are not", () => {
  const first = sharedGrants([grant(1), grant(2)]);
  expect(sharedGrants([grant(1), grant(2)])).toBe(first);
  expect(sharedGrants([grant(1)])).toEqual([grant(1)]);
  expect(audienceOf(first, ["finance"])).toBe(audienceOf(first, ["finance"]));
  expect(audienceOf(first, ["finance"], [1]).key).toBe("finance/1");
  expect(audienceOf(first, ["finance"], [2]).key).toBe("finance/2");
  expect(audienceOf(first, ["finance"], []).key).toBe("");
  expect(audienceOf(first, ["finance"]).key).toBe("finance/1 finance/2");
});
