import fc from "fast-check";
import { expect, test } from "vitest";
import { batchFrame } from "../contract/batch-frame";
import type { EventFrame } from "../contract/event-frame";
import { sampleEntry } from "../testing/entries";
import { batchFrames, unpack } from "./batch-frames";
import type { Entry } from "./entry";
import { type EventSend, eventFrames } from "./event-frames";
import { textOf } from "./frame-text";

const AT = "2026-11-20T12:00:00.000Z";
const sized = (seq: number, length: number, service: "finance" | "guest" = "finance"): Entry =>
  sampleEntry(seq, { service, data: JSON.stringify({ text: "x".repeat(length) }) });
const eventsOf = (sends: readonly EventSend[]): EventFrame[] =>
  sends.flatMap(({ frame }) => (frame.type === "batch" ? unpack(frame) : [frame]));

test("[RT20] whatever is sent compressed stands for exactly the event frames that are sent otherwise", () => {
  const entry = fc.record({ length: fc.integer({ min: 0, max: 90_000 }), isGuest: fc.boolean() });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), (shapes) => {
      const entries = shapes.map(({ length, isGuest }, i) => sized(i + 1, length, isGuest ? "guest" : "finance"));
      const sends = batchFrames(entries, AT);
      const plain = eventFrames(entries, AT);
      expect(eventsOf(sends)).toEqual(plain.map(({ frame }) => frame));
      expect(sends.reduce((sum, each) => sum + each.events, 0)).toBe(entries.length);
      for (const { frame, events, bytes } of sends) {
        expect(bytes).toBe(Buffer.byteLength(textOf(frame)));
        expect(JSON.parse(textOf(frame))).toEqual(frame);
        if (frame.type !== "batch") continue;
        expect(batchFrame.parse(frame)).toEqual(frame);
        const stoodFor = unpack(frame);
        expect([frame.seq, frame.count]).toEqual([stoodFor.at(-1)?.seq, events]);
      }
    }),
    { numRuns: 60 },
  );
});

test("[RT20] a run of less than 1 KiB, and one that would grow, goes out as it is", () => {
  expect(batchFrames([sized(1, 10)], AT).map(({ frame }) => frame.type)).toEqual(["event"]);
  const noise = Array.from({ length: 3000 }, (_, i) => String.fromCharCode(33 + ((i * 7919) ** 2 % 90))).join("");
  const [send] = batchFrames([sampleEntry(1, { data: JSON.stringify({ noise }) })], AT);
  expect(send?.bytes).toBeLessThanOrEqual(
    Buffer.byteLength(textOf(eventFrames([sampleEntry(1, { data: JSON.stringify({ noise }) })], AT)[0]!.frame)),
  );
});

test("[RT20] frames of several services are one batch; more than 256 KiB are several", () => {
  const mixed = [sized(1, 600), sized(2, 600, "guest"), sized(3, 600)];
  expect(batchFrames(mixed, AT).map(({ frame }) => [frame.type, frame.seq])).toEqual([["batch", 3]]);
  const long = Array.from({ length: 10 }, (_, i) => sized(i + 1, 100_000));
  const sends = batchFrames(long, AT);
  expect(sends.map(({ frame, events }) => [frame.type, events])).toEqual(Array(5).fill(["batch", 2]));
});

test("[RT21] an event of 1 KiB or more is compressed by itself, once, and is sent so where it comes alone", () => {
  const [large, small] = [sized(1, 1024), sized(1, 10)];
  expect([large.pack(AT), small.pack(AT)]).toEqual([true, false]);
  const { packed } = large;
  expect(packed?.frame).toMatchObject({ type: "batch", seq: 1, count: 1 });
  large.pack("2026-11-20T13:00:00.000Z");
  expect(batchFrames([large], AT)[0]).toBe(packed);
  expect(batchFrames([small], AT)[0]?.frame.type).toBe("event");
  expect(batchFrames([large, sized(2, 10)], AT)).toHaveLength(1);
});
