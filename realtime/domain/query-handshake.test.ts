import { expect, test } from "vitest";
import { readHandshake } from "./handshake";
import { messageOf, resumedAt, waitOf } from "./query-handshake";

const message = (query: string) => messageOf(new URLSearchParams(query));
const wait = (query: string) => waitOf(new URLSearchParams(query));

test("[RT28] a query is read as the handshake it stands for", () => {
  expect(message("services=finance,guest&version=1&lastSeq=12&epoch=e1&properties=1,2&colour=red")).toEqual({
    services: ["finance", "guest"],
    version: 1,
    lastSeq: 12,
    epoch: "e1",
    properties: [1, 2],
  });
  expect(message("services=finance&services=guest&version=1&properties=1&properties=2")).toMatchObject({
    services: ["finance", "guest"],
    properties: [1, 2],
  });
});

test("[RT28] empty fields are absent ones; services that are there and empty are so refused", () => {
  expect(message("version=&lastSeq=&epoch=&properties=")).toEqual({});
  expect(readHandshake(message("services=&version=1"))).toMatchObject({ refusal: { reason: "unknown_service" } });
});

test.each([
  ["version=1", "services"],
  ["services=finance", "version"],
  ["services=finance&version=1.0", "version"],
  ["services=finance&version=1&lastSeq=0x10", "lastSeq"],
  ["services=finance&version=1&lastSeq=-1", "lastSeq"],
  ["services=finance&version=1&lastSeq=9007199254740993", "lastSeq"],
  ["services=finance&version=1&lastSeq=%20", "lastSeq"],
  [`services=finance&version=1&epoch=${"x".repeat(65)}`, "epoch"],
  ["services=finance&version=1&properties=1,two", "properties.1"],
])("[RT28] %s: the handshake names %s", (query, path) => {
  const read = readHandshake(message(query));
  expect(read).toMatchObject({ ok: false, refusal: { reason: "bad_handshake", errors: [{ path }] } });
});

test("[RT27] the last event id is the position, whatever stands in the address", () => {
  expect(resumedAt(message("services=finance&version=1&lastSeq=3&epoch=old"), "5f0c:a:17")).toEqual({
    services: ["finance"],
    version: 1,
    epoch: "5f0c:a",
    lastSeq: 17,
  });
});

test.each(["", "17x", "abc", "e1:"])("[RT27] the last event id %j is refused by name", (id) => {
  const read = readHandshake(resumedAt(message("services=finance&version=1"), id));
  expect(read).toMatchObject({ refusal: { reason: "bad_handshake", errors: [{ path: "lastSeq" }] } });
});

test("[RT28] a wait is between 0 and 25000 ms, 0 when absent", () => {
  expect([wait(""), wait("waitMs="), wait("waitMs=25000")]).toEqual([
    { ok: true, waitMs: 0 },
    { ok: true, waitMs: 0 },
    { ok: true, waitMs: 25_000 },
  ]);
  for (const text of ["25001", "-1", "1.5", "1e3", "soon"])
    expect(wait(`waitMs=${text}`)).toMatchObject({ ok: false, errors: [{ path: "waitMs" }] });
});
