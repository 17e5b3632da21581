import { describe, expect, test } from "vitest";
import type { Grant } from "../../identity/contract/auth";
import type { Permission } from "../../identity/contract/permissions";
import { STREAM_SERVICES, type StreamService } from "../../platform/events";
import { audienceOf, servicesThatDiffer, unknownProperty } from "./audience";
import { channelOf } from "./channel";

const grant = (propertyId: number, ...permissions: Permission[]): Grant => ({
  propertyId,
  permissions,
  timeZone: "Europe/Lisbon",
  currency: "EUR",
  businessDate: "2026-11-20",
});
const seen = (...args: Parameters<typeof audienceOf>): string[] => [...audienceOf(...args).channels].sort();

test("[RT13] a channel is seen by who holds its service's permission at its property", () => {
  const grants = [
    grant(1, "finance.revenue.read"),
    grant(2, "property.read"),
    grant(3, "finance.revenue.read", "finance.restricted.read"),
  ];
  expect(seen(grants, ["finance"])).toEqual(["finance/1", "finance/3", "finance/3/restricted"]);
});

test("[RT13] without a permission nothing is seen, and the service is denied", () => {
  expect(audienceOf([], STREAM_SERVICES)).toMatchObject({ services: [], denied: [...STREAM_SERVICES], key: "" });
  expect(audienceOf([grant(1)], ["finance", "guest"])).toMatchObject({ services: [], denied: ["finance", "guest"] });
});

test("[RT13] recording revenue is no right to see it", () => {
  expect(seen([grant(1, "finance.revenue.record")], ["finance"])).toEqual([]);
});

test("[RT13] organisation channels and services without a rule are seen by nobody", () => {
  const everything: Permission[] = [
    "finance.revenue.read",
    "finance.revenue.record",
    "finance.restricted.read",
    "guest.stay.read",
    "staff.member.read",
    "chat.room.read",
    "chat.internal.read",
    "chat.visitor.answer",
    "property.read",
    "realtime.metrics.read",
  ];
  const audience = audienceOf([grant(1, ...everything)], STREAM_SERVICES);
  for (const service of STREAM_SERVICES) expect(audience.channels.has(channelOf(service, null, "normal"))).toBe(false);
  expect(audience.denied).toEqual(["tasks", "users", "dashboard", "analytics", "reports", "uploads"]);
});

test("[RT13] properties narrows and never widens", () => {
  const grants = [grant(1, "finance.revenue.read"), grant(2, "finance.revenue.read")];
  expect(seen(grants, ["finance"], [2])).toEqual(["finance/2"]);
  expect(seen(grants, ["finance"], [2, 9])).toEqual(["finance/2"]);
  expect(seen(grants, ["finance"], [9])).toEqual([]);
});

test("people who see the same channels share one key, whatever the order of their grants and wishes", () => {
  const one = grant(1, "finance.revenue.read", "guest.stay.read");
  const two = grant(2, "finance.revenue.read");
  expect(audienceOf([one, two], ["finance", "guest"]).key).toBe(
    audienceOf([two, one], ["guest", "finance", "finance"]).key,
  );
});

test("[RT15] a property of another organisation is as unknown as one that does not exist", () => {
  const grants = [grant(1)];
  expect(unknownProperty(grants, [1])).toBeUndefined();
  expect(unknownProperty(grants, [1, 3])).toBe(3);
});

test("channels are named service, place, class", () => {
  expect([
    channelOf("finance", 1, "normal"),
    channelOf("staff", 2, "restricted"),
    channelOf("users", null, "normal"),
  ]).toEqual(["finance/1", "staff/2/restricted", "users/org"]);
});

test("equal audiences are one object, for many connections to share; how the wish was granted belongs to it", () => {
  const mine = (services: StreamService[]): unknown => audienceOf([grant(1, "finance.revenue.read")], services);
  expect(mine(["finance"])).toBe(mine(["finance"]));
  expect(mine(["finance"])).not.toBe(mine(["finance", "guest"]));
});

describe("[RT30] conversations", () => {
  const room = (conversationId: string, propertyId: number | null, internal = false) => ({
    conversationId,
    propertyId,
    internal,
  });
  const reader = [grant(1, "chat.room.read"), grant(2, "chat.room.read"), grant(3, "property.read")];

  test("are seen by their members, what is internal by internal members; others have no channel of them", () => {
    expect(seen(reader, ["chat"], undefined, [room("a", 1), room("b", 2, true), room("d", null, true)])).toEqual([
      "chat/1/c-a",
      "chat/2/c-b",
      "chat/2/c-b/restricted",
      "chat/org/c-d",
      "chat/org/c-d/restricted",
    ]);
    expect(seen(reader, ["chat"])).toEqual([]);
  });

  test("of a property need a role with chat.room.read there, and follow the wished properties", () => {
    const mine = [room("a", 1), room("c", 3), room("x", 9), room("d", null)];
    expect(seen(reader, ["chat"], undefined, mine)).toEqual(["chat/1/c-a", "chat/org/c-d"]);
    expect(seen(reader, ["chat"], [2], mine)).toEqual(["chat/org/c-d"]);
  });

  test("are only for who asks for chat, and change nothing for who does not", () => {
    const finance = [grant(1, "finance.revenue.read", "chat.room.read")];
    expect(audienceOf(finance, ["finance"], undefined, [room("a", 1)])).toBe(audienceOf(finance, ["finance"]));
  });

  test("chat is granted to who may be in rooms, before the first one, and to who is in a direct conversation", () => {
    expect(audienceOf(reader, ["chat"])).toMatchObject({ services: ["chat"], denied: [], key: "" });
    expect(audienceOf([grant(1)], ["chat"])).toMatchObject({ services: [], denied: ["chat"] });
    expect(audienceOf([grant(1)], ["chat"], undefined, [room("d", null)])).toMatchObject({
      services: ["chat"],
      denied: [],
    });
  });

  test("of visitors are seen by who answers visitors at the property, whoever is a member of what", () => {
    expect(seen([grant(1, "chat.visitor.answer"), grant(2, "chat.room.read")], ["chat"])).toEqual([
      "chat/1/visitors",
      "chat/1/visitors/restricted",
    ]);
  });

  test("what was said before conversations had channels is seen by nobody", () => {
    const everything = [grant(1, "chat.visitor.answer", "chat.room.read", "chat.internal.read")];
    const { channels } = audienceOf(everything, ["chat"], undefined, [room("a", 1, true)]);
    for (const before of ["chat/1", "chat/1/restricted", "chat/org"]) expect(channels.has(before)).toBe(false);
  });

  test("of which services the channels differ", () => {
    const before = audienceOf([grant(1, "finance.revenue.read", "chat.room.read")], ["finance", "chat"]);
    const after = audienceOf([grant(1, "finance.revenue.read", "chat.room.read")], ["finance", "chat"], undefined, [
      room("a", 1),
    ]);
    expect([
      servicesThatDiffer(before, after),
      servicesThatDiffer(after, before),
      servicesThatDiffer(after, after),
    ]).toEqual([["chat"], ["chat"], []]);
  });
});
