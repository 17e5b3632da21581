import { expect, test } from "vitest";
import { deflateDecoder } from "../frontend/src/lib/realtime/batches/deflate-dict";
import { type Frame, parseFrame } from "../frontend/src/lib/realtime/machine/wire";
import { compress, dictionary } from "../realtime/codec/deflate-dict-1";
import { type BatchFrame, ENCODINGS } from "../realtime/contract/batch-frame";
import { SERVER_FRAMES, type ServerFrame } from "../realtime/contract/frames";
import { eventFrames } from "../realtime/domain/event-frames";
import { textOf } from "../realtime/domain/frame-text";
import { sampleEntry } from "../realtime/testing/entries";

/** Does not compile when a frame of the server is none that the client knows, or a field that the client reads is of another type. */
const asTheClientReadsIt = (frame: ServerFrame): Frame => frame;

const exampleBatch: BatchFrame = {
  type: "batch",
  encoding: "deflate-dict-1",
  seq: 1,
  count: 1,
  timestamp: "t",
  data: "",
};
const frames = exampleFrames();

test("every frame of the server's contract is read by the client", () => {
  expect(frames.map((frame) => parseFrame(JSON.stringify(frame)))).toEqual(frames.map(asTheClientReadsIt));
});

test("[RT20] a batch that the server packs is unpacked by the client, and one of anything else is not", () => {
  const decoder = deflateDecoder(dictionary);
  expect(decoder.encodings).toEqual(ENCODINGS);
  const run = eventFrames([sampleEntry(1), sampleEntry(2)], "2026-11-20T12:00:00.000Z").map(({ frame }) =>
    textOf(frame),
  );
  const batch = (text: string) => ({ ...exampleBatch, data: compress(text).toString("base64") });
  expect(decoder.decode(batch(`[${run.join(",")}]`))).toEqual(run.map((text) => JSON.parse(text) as unknown));
  expect(() => decoder.decode(batch("{}"))).toThrow("a batch that is no list");
  for (const text of ["[1]", '[{"type":"ping","seq":1}]', '[{"type":"event","seq":1}]']) {
    expect(() => decoder.decode(batch(text))).toThrow("a batch of other frames than events");
  }
  expect(() => decoder.decode(batch("no json"))).toThrow("JSON");
  expect(() => decoder.decode({ ...exampleBatch, data: "AAAA" })).toThrow("unexpected EOF");
});

test("every frame has a schema, which its example meets", () => {
  expect(frames.map((frame) => frame.type)).toEqual(Object.keys(SERVER_FRAMES));
  for (const frame of frames) expect(SERVER_FRAMES[frame.type].parse(frame)).toEqual(frame);
});

function exampleFrames(): ServerFrame[] {
  const head = { type: "ack", seq: 0, timestamp: "t", version: 1, head: 1, epoch: "e" } as const;
  return [
    {
      ...head,
      services: [],
      denied: [],
      channels: {},
      limits: { pingMs: 1, handshakeMs: 1, replayFromSeq: 1, windowBytes: 1, authExpiresAt: "t" },
    },
    { type: "event", service: "finance", events: [], seq: 1, timestamp: "t" },
    exampleBatch,
    { type: "ping", timestamp: "t", seq: 1 },
    {
      type: "resync",
      timestamp: "t",
      reason: "expired",
      head: 1,
      seq: 1,
      epoch: "e",
      services: [],
      denied: [],
      channels: {},
    },
    { type: "auth", timestamp: "t", expiresAt: "t", required: true },
    { type: "drain", timestamp: "t", reconnectInMs: 1 },
    { type: "error", timestamp: "t", reason: "internal", message: "m" },
  ];
}
