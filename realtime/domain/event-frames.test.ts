import { expect, test } from "vitest";
import { sampleEntry } from "../testing/entries";
import { eventFrames } from "./event-frames";

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
  const entries = [1, 2, 3, 4].map((seq) => sampleEntry(seq, { bytes: seq === 3 ? 300_000 : 100_000 }));
  expect(eventFrames(entries, AT).map(({ frame }) => frame.events.length)).toEqual([2, 1, 1]);
});

test("frames cannot be changed by one of the many who share them", () => {
  const [sized] = eventFrames([sampleEntry(1)], AT);
  expect(
    Object.isFrozen(sized?.frame) && Object.isFrozen(sized?.frame.events) && Object.isFrozen(sized?.frame.events[0]),
  ).toBe(true);
});

test("nothing gives no frame", () => {
  expect(eventFrames([], AT)).toEqual([]);
});
