import { expect, test } from "vitest";
import { hears, seatOf, type Typing } from "./seat";

const memberships = [
  { conversationId: "room", propertyId: 1, internal: true },
  { conversationId: "external", propertyId: 1, internal: false },
  { conversationId: "lost", propertyId: 2, internal: true },
  { conversationId: "direct", propertyId: null, internal: true },
];
const seat = seatOf({ properties: [1], visitorProperties: [1] }, memberships);
const typing = (what: Partial<Typing>): Typing => ({
  personId: "ana",
  conversationId: "room",
  propertyId: 1,
  isVisitor: false,
  isPublic: true,
  isTyping: true,
  ...what,
});

test.each<[what: Partial<Typing>, heard: boolean]>([
  [{}, true],
  [{ isPublic: false }, true],
  [{ conversationId: "external" }, true],
  [{ conversationId: "external", isPublic: false }, false],
  [{ conversationId: "lost", propertyId: 2 }, false],
  [{ conversationId: "direct", propertyId: null }, true],
  [{ conversationId: "unknown" }, false],
  [{ conversationId: "visitor", isVisitor: true }, true],
  [{ conversationId: "visitor", isVisitor: true, propertyId: 2 }, false],
])("[S1-F07] [C1] [C4] [C19] of %j one hears: %s", (what, heard) => {
  expect(hears(seat, typing(what))).toBe(heard);
});
