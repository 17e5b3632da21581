import { expect, test } from "vitest";
import { STREAM_SERVICES } from "../../platform/events";
import { readHandshake } from "./handshake";

const good = { services: ["finance", "guest"], version: 1 };

test("[RT1] the smallest handshake, the largest, and one from a later time", () => {
  expect(readHandshake(good)).toEqual({ ok: true, handshake: { services: ["finance", "guest"] } });
  const full = { ...good, lastSeq: 2 ** 53 - 1, epoch: "5f0c9a1e", properties: [1, 2] };
  expect(readHandshake(full)).toEqual({
    ok: true,
    handshake: { services: ["finance", "guest"], lastSeq: 2 ** 53 - 1, epoch: "5f0c9a1e", properties: [1, 2] },
  });
  expect(readHandshake({ ...good, ack: true, encodings: ["deflate-dict-1"] })).toMatchObject({ ok: true });
});

test.each<[what: string, message: unknown, reason: string, names: string]>([
  ["nothing", undefined, "bad_handshake", "first frame"],
  ["a list", [], "bad_handshake", "first frame"],
  ["an empty object", {}, "bad_handshake", "services"],
  ["services as text", { ...good, services: "finance" }, "bad_handshake", "services"],
  ["a service as number", { ...good, services: [1] }, "bad_handshake", "services.0"],
  ["no services", { ...good, services: [] }, "unknown_service", "empty"],
  ["an unknown service", { ...good, services: ["finance", "casino"] }, "unknown_service", "casino"],
  ["a name from Object.prototype", { ...good, services: ["constructor"] }, "unknown_service", "constructor"],
  ["no version", { services: ["finance"] }, "bad_handshake", "version"],
  ["version as text", { ...good, version: "1" }, "bad_handshake", "version"],
  ["a later version", { ...good, version: 2 }, "unsupported_version", "version 2"],
  ["a negative lastSeq", { ...good, lastSeq: -1 }, "bad_handshake", "lastSeq"],
  ["a fraction", { ...good, lastSeq: 1.5 }, "bad_handshake", "lastSeq"],
  ["lastSeq as text", { ...good, lastSeq: "7" }, "bad_handshake", "lastSeq"],
  ["lastSeq null", { ...good, lastSeq: null }, "bad_handshake", "lastSeq"],
  ["lastSeq beyond what a number holds", { ...good, lastSeq: 2n ** 60n }, "bad_handshake", "lastSeq"],
  ["epoch as number", { ...good, epoch: 1 }, "bad_handshake", "epoch"],
  ["no properties at all", { ...good, properties: [] }, "bad_handshake", "properties"],
  ["a property as text", { ...good, properties: ["1"] }, "bad_handshake", "properties.0"],
])("[RT15] refused with its reason: %s", (_what, message, reason, names) => {
  const read = readHandshake(message);
  expect(read).toMatchObject({ ok: false, refusal: { reason } });
  expect(read.ok ? "" : read.refusal.message).toContain(names);
  // It will travel as JSON: nothing of a client's strange values may be in it.
  expect(() => JSON.stringify(read)).not.toThrow();
});

test("[RT15] a refusal says what is allowed", () => {
  expect(readHandshake({ ...good, services: ["casino"] })).toMatchObject({ refusal: { allowed: STREAM_SERVICES } });
  expect(readHandshake({ ...good, version: 0 })).toMatchObject({ refusal: { allowed: [1] } });
  expect(readHandshake({ services: 1, version: "x" })).toMatchObject({
    refusal: { errors: [{ path: "services" }, { path: "version" }] },
  });
});
