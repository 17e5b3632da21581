import { describe, expect, test } from "vitest";
import { Snapshot } from "./snapshot";

const message = () => ({ id: 1, tags: ["a", "b"], at: new Date(0), from: { name: "Ada", note: undefined as unknown } });
type Message = ReturnType<typeof message>;

test("an untouched value holds what it held", () => {
  const value = message();
  expect(Snapshot.of(value)!.holds(value)).toBe(true);
});

describe("a change is seen", () => {
  test.each<[what: string, change: (value: Message) => void]>([
    ["a value", (value) => (value.id = 2)],
    ["a value further in", (value) => (value.from.name = "Bob")],
    ["an item", (value) => (value.tags[1] = "c")],
    ["an item more", (value) => value.tags.push("c")],
    ["an item less", (value) => value.tags.pop()],
    ["a property more", (value) => Object.assign(value, { more: 1 })],
    ["a property more further in", (value) => Object.assign(value.from, { more: 1 })],
    ["a property less", (value) => Reflect.deleteProperty(value, "from")],
    ["undefined becomes a value", (value) => (value.from.note = null)],
    ["a date that moves", (value) => value.at.setTime(1)],
    ["an equal object in the place of another", (value) => (value.from = { ...value.from })],
  ])("%s", (_what, change) => {
    const value = message();
    const snapshot = Snapshot.of(value)!;
    change(value);
    expect(snapshot.holds(value)).toBe(false);
  });

  test("below a frozen surface", () => {
    const value = Object.freeze({ inner: { id: 1 } });
    const snapshot = Snapshot.of(value)!;
    value.inner.id = 2;
    expect(snapshot.holds(value)).toBe(false);
  });
});

test("what a frozen object computes is looked at each time", () => {
  let sum = 1;
  const value = Object.freeze({
    get sum() {
      return sum;
    },
  });
  const snapshot = Snapshot.of(value)!;
  expect([snapshot.isFixed, snapshot.holds(value)]).toEqual([false, true]);
  sum = 2;
  expect(snapshot.holds(value)).toBe(false);
});

test.each([
  ["an instance of a class", { value: new (class Price {})() }],
  ["a map", { value: new Map() }],
])("%s is not judged", (_what, value) => {
  expect(Snapshot.of(value)).toBeNull();
});
