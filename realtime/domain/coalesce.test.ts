import fc from "fast-check";
import { expect, test } from "vitest";
import { wireEvent } from "../contract/event";
import { sampleEvent } from "../testing/batches";
import { sampleEntry } from "../testing/entries";
import { isStateLike } from "./catalogue";
import { coalesce } from "./coalesce";
import { payloadHash } from "../../platform/payload-hash";
import { firstDigest, nextDigest } from "./digest";
import type { Entry } from "./entry";

const stateLike = (_service: string, type: string): boolean => type === "room-state-changed";

function entryOf(seq: number, type: string, id: string, channel = "guest/1", isErased = false): Entry {
  const { data: _, ...envelope } = sampleEvent({ type, entity: { kind: "room", id, version: seq } });
  const data = { seq, text: `state ${seq}` };
  const hash = payloadHash(data);
  const body = { envelope: JSON.stringify(envelope), data: isErased ? null : JSON.stringify(data), hash };
  return sampleEntry(seq, { service: "guest", channel, ...body });
}

const parsed = (parts: ReturnType<typeof coalesce>) => parts.map((part) => wireEvent.parse(JSON.parse(part.text)));

test("[RT22] of a state-like type, only the last event of an entity in a run keeps its payload", () => {
  const entries = [
    entryOf(1, "room-state-changed", "a"),
    entryOf(2, "room-state-changed", "b"),
    entryOf(3, "note-added", "a"),
    entryOf(4, "room-state-changed", "a"),
    entryOf(5, "note-added", "a"),
    entryOf(6, "room-state-changed", "a"),
  ];
  expect(parsed(coalesce(entries, stateLike)).map((event) => event.superseded === true)).toEqual([
    true,
    false,
    false,
    true,
    false,
    false,
  ]);
});

test("[RT22] an event of another channel supersedes nothing, and what is erased stays so", () => {
  const entries = [
    entryOf(1, "room-state-changed", "a", "guest/1"),
    entryOf(2, "room-state-changed", "a", "guest/1", true),
    entryOf(3, "room-state-changed", "a", "guest/2"),
  ];
  const [first, second, third] = parsed(coalesce(entries, stateLike));
  expect(first).toMatchObject({ data: null, superseded: true });
  expect(second).toMatchObject({ data: null, redacted: true });
  expect(second).not.toHaveProperty("superseded");
  expect(third?.data).not.toBeNull();
});

test("[RT22] place, n and digest stay as they are and are proven by the hash", () => {
  const step = fc.record({ type: fc.constantFrom("room-state-changed", "note-added"), id: fc.constantFrom("a", "b") });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const entries = steps.map(({ type, id }, i) => entryOf(i + 1, type, id));
      let [whole, held] = [firstDigest("guest/1"), firstDigest("guest/1")];
      parsed(coalesce(entries, stateLike)).forEach((event, i) => {
        const original = entries[i]!.event;
        const { data: _, superseded: __, hash, ...place } = event;
        expect({ ...place, data: original.data }).toEqual(original);
        whole = nextDigest(whole, { ...original, hash: payloadHash(original.data) });
        held = nextDigest(held, { ...event, hash: hash ?? payloadHash(event.data) });
      });
      expect(held).toBe(whole);
    }),
  );
});

test("a run without state-like types is handed out as it is", () => {
  const entries = [sampleEntry(1), sampleEntry(2)];
  expect(coalesce(entries, isStateLike)).toBe(entries);
  expect(coalesce(entries, stateLike)).toBe(entries);
});
