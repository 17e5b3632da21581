import { expect, test } from "vitest";
import { type Frame, parseFrame } from "../frontend/src/lib/realtime/wire";
import type { ServerFrame } from "../realtime/contract/frames";

/** Does not compile when a frame of the server is none that the client knows, or a field that the client reads is of another type. */
const asTheClientReadsIt = (frame: ServerFrame): Frame => frame;

test("every frame of the server's contract is read by the client", () => {
  const head = { type: "ack", seq: 0, timestamp: "t", version: 1, head: 1, epoch: "e" } as const;
  const frames: ServerFrame[] = [
    {
      ...head,
      services: [],
      denied: [],
      channels: {},
      limits: { pingMs: 1, handshakeMs: 1, replayFromSeq: 1 },
    },
    { type: "event", service: "finance", events: [], seq: 1, timestamp: "t" },
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
  expect(frames.map((frame) => parseFrame(JSON.stringify(frame)))).toEqual(frames.map(asTheClientReadsIt));
});
