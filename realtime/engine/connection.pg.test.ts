import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import type { ServerFrame } from "../contract/frames";
import { Run } from "../domain/run";
import { sampleBatch } from "../testing/batches";
import { sampleEntry } from "../testing/entries";
import { Instance, personOf } from "../testing/instance";
import { Connection, type Surroundings } from "./connection";

class Broken extends Run {
  override sends(): never {
    throw new Error("no frame can be made of it");
  }
}

test("who cannot be handed an event is not live any more, and comes back with a cursor before it", async () => {
  const [org, instance] = [randomUUID(), new Instance()];
  const frames: ServerFrame[] = [];
  const errors: unknown[] = [];
  const surroundings: Surroundings = {
    open: (orgId, reach) => instance.hub.open(orgId, reach),
    judge: async () => ({ ok: false, message: "nobody is known here" }),
    belong: () => [],
    adopt: () => {},
    retryAfterMs: (leastMs) => leastMs,
    report: (error) => `error ${errors.push(error)}`,
    closed: () => {},
  };
  const socket = { send: (frame: ServerFrame) => void frames.push(frame), close: () => {} };
  await instance.sequencer.submit(sampleBatch(org, 1));
  const connection = new Connection(personOf(org, [1]), socket, surroundings, []);
  connection.tell({ type: "message", message: { services: ["finance"], version: 1, lastSeq: 1 } });
  await vi.waitFor(() => expect(connection.phase).toBe("live"));
  const run = new Broken([sampleEntry(2)], "2026-11-20T12:00:00.000Z");
  connection.published({ after: 1, firstSeq: 2, upTo: 2, run });
  expect(frames.map((frame) => frame.type)).toEqual(["ack", "error"]);
  expect(frames.at(-1)).toMatchObject({ reason: "internal", errorId: "error 1" });
  expect([connection.phase, instance.hub.feeds.get(org)?.followers]).toEqual(["closed", 0]);
  await instance.stop();
});
