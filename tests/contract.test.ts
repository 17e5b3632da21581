import { expect, test } from "vitest";
import { type Frame, parseFrame } from "../frontend/src/lib/realtime/machine/wire";
import { SERVER_FRAMES, type ServerFrame } from "../realtime/contract/frames";

/** Batches come only to who offered to read them. */
type Unasked = Exclude<ServerFrame, { type: "batch" }>;

/** Does not compile when a frame of the server is none that the client knows, or a field that the client reads is of another type. */
const asTheClientReadsIt = (frame: Unasked): Frame => frame;

const frames = exampleFrames();

test("every frame of the server's contract is read by the client", () => {
  const unasked = frames.filter((frame): frame is Unasked => frame.type !== "batch");
  expect(unasked.map((frame) => parseFrame(JSON.stringify(frame)))).toEqual(unasked.map(asTheClientReadsIt));
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
      limits: { pingMs: 1, handshakeMs: 1, replayFromSeq: 1 },
    },
    { type: "event", service: "finance", events: [], seq: 1, timestamp: "t" },
    { type: "batch", encoding: "deflate-dict-1", seq: 1, count: 1, timestamp: "t", data: "" },
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
    { type: "error", timestamp: "t", reason: "internal", message: "m" },
  ];
}
