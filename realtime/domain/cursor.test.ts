import { expect, test } from "vitest";
import type { AckFrame } from "../contract/ack-frame";
import type { EventFrame } from "../contract/event-frame";
import type { PingFrame } from "../contract/ping-frame";
import type { ResyncFrame } from "../contract/resync-frame";
import { CursorTrack, type Wish } from "./cursor";

const timestamp = "2026-11-20T19:00:00.000Z";
const granted = { services: ["finance"], denied: [], channels: {} } satisfies Partial<AckFrame>;
const ack = (head: number): AckFrame => {
  const limits = { pingMs: 30_000, handshakeMs: 10_000, replayFromSeq: 1, authExpiresAt: timestamp };
  return { type: "ack", seq: 0, timestamp, version: 1, head, epoch: "e1", limits, ...granted };
};
const ping = (seq: number): PingFrame => ({ type: "ping", timestamp, seq });
const event = (seq: number): EventFrame => ({ type: "event", service: "finance", events: [], seq, timestamp });
const resync = (head: number): ResyncFrame => {
  return { type: "resync", timestamp, reason: "expired", head, seq: head, epoch: "e1", ...granted };
};

test.each<[title: string, wish: Wish, frames: Parameters<CursorTrack["take"]>[0][], seq: number | null, head: boolean]>(
  [
    ["before the ack there is none", {}, [], null, false],
    ["live only begins at the head", {}, [ack(7)], 7, true],
    ["at the head there is nothing to replay", { lastSeq: 7, epoch: "e1" }, [ack(7)], 7, true],
    ["behind the head it is where it was", { lastSeq: 3 }, [ack(7)], 3, false],
    ["events move it on", { lastSeq: 3 }, [ack(7), event(5)], 5, false],
    ["a ping that is merely due does not end a replay", { lastSeq: 3 }, [ack(7), event(5), ping(5)], 5, false],
    ["the ping at the head ends it", { lastSeq: 3 }, [ack(7), event(5), ping(7)], 7, true],
    ["of another epoch it is unknown", { lastSeq: 3, epoch: "e0" }, [ack(7)], null, false],
    ["until the resync names it", { lastSeq: 3, epoch: "e0" }, [ack(7), resync(8)], 8, true],
    ["it never goes back", {}, [ack(7), event(9), ping(8)], 9, true],
  ],
)("[RT28] the position: %s", (_, wish, frames, seq, isAtHead) => {
  const track = new CursorTrack(wish);
  for (const frame of frames) track.take(frame);
  expect({ seq: track.cursor?.seq ?? null, isAtHead: track.isAtHead }).toEqual({ seq, isAtHead });
});
