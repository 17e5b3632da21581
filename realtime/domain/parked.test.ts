import { expect, test } from "vitest";
import { shownTo } from "./parked";

const mine = { id: "a", type: "revenue-recorded", propertyId: 1, data: { amount: 5 } };
const theirs = { ...mine, id: "b", propertyId: 2 };
const shown = (message: unknown, properties = [1]) => shownTo(properties, JSON.stringify(message), "class: bad");

test("a message that is wholly of one's properties is shown as it came, with what is wrong", () => {
  for (const message of [mine, [mine], [mine, theirs]]) {
    const { reason, payload, events } = shown(message, [1, 2]);
    expect([reason, payload]).toEqual(["class: bad", JSON.stringify(message)]);
    expect(events[0]).toEqual({ id: "a", type: "revenue-recorded", propertyId: 1 });
  }
});

test("of one that is not, or of which that cannot be told, only one's own events are named", () => {
  const nothing = { id: null, type: null, propertyId: null };
  const mixed = shown([mine, theirs]);
  expect(mixed).toMatchObject({
    payload: null,
    events: [{ id: "a", type: "revenue-recorded", propertyId: 1 }, nothing],
  });
  expect(mixed.reason).toContain("not shown");
  for (const message of [theirs, { ...mine, propertyId: null }, { ...mine, propertyId: "1" }, 7, []]) {
    const { payload, events } = shown(message);
    expect([payload, events.filter(({ id }) => id !== null)]).toEqual([null, []]);
  }
});

test("of an erased one it is said that it was erased", () => {
  expect(shownTo([1], null, "class: bad")).toEqual({
    reason: expect.stringContaining("erased"),
    events: [],
    payload: null,
  });
});
