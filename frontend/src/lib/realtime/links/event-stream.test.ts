import fc from "fast-check";
import { expect, test } from "vitest";
import { EventStreamReader } from "./event-stream";

const TEXT = [
  ": a comment",
  "",
  'id: e1:7\ndata: {"a":1}',
  "",
  "data: one\ndata: two",
  "",
  "retry: 500",
  "",
  'id:e1:9\r\ndata:{"b":"x: y"}\r',
  "\r",
  "data: not complete",
].join("\n");

const MESSAGES = [
  { data: '{"a":1}', id: "e1:7" },
  { data: "one\ntwo", id: "e1:7" },
  { data: '{"b":"x: y"}', id: "e1:9" },
];

test("messages are the same wherever the network has cut the stream", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(TEXT.length), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), TEXT.length];
      const reader = new EventStreamReader();
      const read = places.slice(1).flatMap((end, i) => reader.read(TEXT.slice(places[i], end)));
      expect(read).toEqual(MESSAGES);
    }),
  );
});
