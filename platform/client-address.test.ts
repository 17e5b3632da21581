import { expect, test } from "vitest";
import { clientAddress, readTrustedProxies } from "./client-address";

test.each<[header: string | undefined, proxies: number, address: string]>([
  [undefined, 0, "unknown"],
  ["10.0.0.1", 0, "10.0.0.1"],
  ["forged, 10.0.0.1", 0, "10.0.0.1"],
  ["forged, 203.0.113.9, 10.0.0.1", 1, "203.0.113.9"],
  ["10.0.0.1", 3, "10.0.0.1"],
])("behind x-forwarded-for %j with %i trusted proxies the caller is %s", (header, proxies, address) => {
  expect(clientAddress(header, proxies)).toBe(address);
});

test("a number of proxies that is none is refused by name", () => {
  expect([undefined, "", "2"].map(readTrustedProxies)).toEqual([0, 0, 2]);
  expect(() => readTrustedProxies("x")).toThrow('LOBBY_TRUSTED_PROXIES is "x"');
});
