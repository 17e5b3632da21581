import { expect, test } from "vitest";
import type { EventFrame } from "../contract/event-frame";
import { sampleEntry } from "../testing/entries";
import { eventFrames } from "./event-frames";
import { textOf } from "./frame-text";

const AT = "2026-11-20T12:00:00.000Z";

test("[RT7] frames are runs of one service, in order of seq, named by the highest", () => {
  const entries = [
    sampleEntry(3),
    sampleEntry(5),
    sampleEntry(6, { service: "guest" }),
    sampleEntry(9),
    sampleEntry(10, { service: "guest" }),
  ];
  const frames = eventFrames(entries, AT).map(({ frame }) => [
    frame.service,
    frame.seq,
    frame.events.map((e) => e.seq),
  ]);
  expect(frames).toEqual([
    ["finance", 5, [3, 5]],
    ["guest", 6, [6]],
    ["finance", 9, [9]],
    ["guest", 10, [10]],
  ]);
});

test("a long run is cut, an event never", () => {
  const data = (length: number): string => JSON.stringify({ text: "x".repeat(length) });
  const entries = [1, 2, 3, 4].map((seq) => sampleEntry(seq, { data: data(seq === 3 ? 300_000 : 100_000) }));
  expect(eventFrames(entries, AT).map(({ events }) => events)).toEqual([2, 1, 1]);
});

test("a frame's text says what the frame says, and nobody who shares it can change it", () => {
  const entries = [
    sampleEntry(1),
    sampleEntry(2, { data: null }),
    sampleEntry(3, { data: '{"text":"zwölf \\" € 😀"}' }),
  ];
  const [send] = eventFrames(entries, AT);
  const frame = send?.frame as EventFrame;
  expect(JSON.parse(textOf(frame))).toEqual(frame);
  expect(Object.keys(frame)).toEqual(["type", "service", "events", "seq", "timestamp"]);
  expect(send).toMatchObject({ events: 3, superseded: 0, bytes: Buffer.byteLength(textOf(frame)) });
  expect(Object.isFrozen(frame)).toBe(true);
});

test("nothing gives no frame", () => {
  expect(eventFrames([], AT)).toEqual([]);
});
