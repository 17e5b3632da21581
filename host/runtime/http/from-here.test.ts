import { expect, test } from "vitest";
import { isFromHere } from "./from-here";

const here = { remoteAddress: "127.0.0.1", host: "127.0.0.1:4000" };

test.each([
  ["a program of this machine", here, true],
  ["one that uses IPv6", { remoteAddress: "::1", host: "[::1]:4000" }, true],
  ["one that uses IPv4 on a socket for both", { ...here, remoteAddress: "::ffff:127.0.0.1", host: "localhost" }, true],
  ["a page of this machine", { ...here, origin: "http://localhost:5173" }, true],
  ["a page of another site", { ...here, origin: "https://evil.example" }, false],
  ["a page of another site that has our address as its own", { ...here, host: "evil.example:4000" }, false],
  ["a page without an origin to tell", { ...here, origin: "null" }, false],
  ["another machine", { ...here, remoteAddress: "192.0.2.7" }, false],
  ["whoever stands behind a proxy", { ...here, "x-forwarded-for": "127.0.0.1" }, false],
])("%s", (_name, { remoteAddress, ...headers }, expected) => {
  expect(isFromHere({ socket: { remoteAddress }, headers })).toBe(expected);
});
