import { randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import type { ServerFrame } from "../contract/frames";
import { sampleBatch, sampleEvent } from "../testing/batches";
import { Instance, personOf } from "../testing/instance";
import { type Sink, SseAnswer, type SseRequest } from "./sse-answer";

const instances: Instance[] = [];
function start(): Instance {
  const instance = new Instance();
  instances.push(instance);
  return instance;
}
afterEach(async () => {
  for (const instance of instances.splice(0)) await instance.stop();
});

/** A reader at the other end of a response; while it is slow, nothing leaves. */
class Reader implements Sink {
  text = "";
  hasBegun = false;
  isEnded = false;
  isSlow = false;
  #held: (() => void)[] = [];

  begin(): void {
    this.hasBegun = true;
  }
  write(text: string, left: () => void): void {
    this.text += text;
    if (this.isSlow) this.#held.push(left);
    else left();
  }
  end(text: string): void {
    this.text += text;
    this.isEnded = true;
  }
  drain(): void {
    this.isSlow = false;
    for (const left of this.#held.splice(0)) left();
  }

  get frames(): ServerFrame[] {
    return [...this.text.matchAll(/^data: (.*)$/gm)].map(([, json = ""]) => JSON.parse(json) as ServerFrame);
  }
  get seqs(): number[] {
    return this.frames.flatMap((f) => (f.type === "event" ? f.events.map((e) => e.seq) : []));
  }
  get ids(): string[] {
    return [...this.text.matchAll(/^id: (.*)$/gm)].map(([, id = ""]) => id);
  }
}

function answer(instance: Instance, orgId: string, more: Partial<SseRequest> & { lastSeq?: number } = {}) {
  const { lastSeq, ...request } = more;
  const message = { services: ["finance"], version: 1, ...(lastSeq === undefined ? {} : { lastSeq }) };
  const reader = new Reader();
  const sse = new SseAnswer(instance.connections, { auth: personOf(orgId, [1]), message, sink: reader, ...request });
  return { reader, sse };
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 2 });
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const long = { data: { text: "x".repeat(100_000) } };

test("[RT27] a frame is a data line, and its id the position behind it", async () => {
  const [org, instance] = [randomUUID(), start()];
  const { reader, sse } = answer(instance, org);
  await until(() => expect(reader.frames.map((f) => f.type)).toEqual(["ack"]));
  await instance.sequencer.submit(sampleBatch(org, 1, [sampleEvent(), sampleEvent()]));
  await until(() => expect(reader.seqs).toEqual([1, 2]));
  const [epoch] = reader.ids[0]?.split(":") ?? [];
  expect(reader.ids).toEqual([`${epoch}:0`, `${epoch}:2`]);
  expect(reader.text).toMatch(/^retry: \d+\n\n/);
  sse.end();
});

test("[RT27] the answer ends after its time, with the time to come back after, and is counted no more", async () => {
  const [org, instance] = [randomUUID(), start()];
  const { reader, sse } = answer(instance, org, { maxMs: 50 });
  expect(await sse.ended).toBeNull();
  expect(reader.text).toMatch(/retry: [1-4]\d\d\n\n$/);
  expect([reader.isEnded, instance.connections.counters.all.open]).toEqual([true, 0]);
});

test("[RT27] an answer that has grown long ends, and the last id continues it without a hole or a repeat", async () => {
  const [org, instance] = [randomUUID(), start()];
  for (const no of upTo(12)) await instance.sequencer.submit(sampleBatch(org, no, [sampleEvent(long)]));
  const seen: number[] = [];
  let [lastSeq, answers] = [0, 0];
  while (seen.length < 12) {
    const { reader, sse } = answer(instance, org, { lastSeq, maxBytes: 450_000 });
    expect(await sse.ended).toBeNull();
    answers += 1;
    seen.push(...reader.seqs);
    lastSeq = Number(reader.ids.at(-1)?.split(":")[1]);
    expect(reader.text.length).toBeLessThan(1_000_000);
  }
  expect(seen).toEqual(upTo(12));
  expect(answers).toBeGreaterThan(1);
});

test("[RT17] [RT27] a slow reader is not written to until it has drained, and then gets everything", async () => {
  const [org, instance] = [randomUUID(), start()];
  const { reader, sse } = answer(instance, org);
  await until(() => expect(reader.frames).toHaveLength(1));
  reader.isSlow = true;
  for (const no of upTo(12)) await instance.sequencer.submit(sampleBatch(org, no, [sampleEvent(long)]));
  await until(() => expect(instance.hub.feeds.get(org)?.followers).toBe(0));
  expect(reader.seqs.length).toBeLessThan(12);
  reader.drain();
  await until(() => expect(reader.seqs).toEqual(upTo(12)));
  sse.end();
});

test("[RT27] what is refused before anything was sent is told to the caller, and nothing is sent", async () => {
  const [org, instance] = [randomUUID(), start()];
  const { reader, sse } = answer(instance, org, { lastSeq: -1 });
  expect(await sse.ended).toMatchObject({ reason: "bad_handshake" });
  expect([reader.hasBegun, reader.text, instance.connections.counters.all.open]).toEqual([false, "", 0]);
});
