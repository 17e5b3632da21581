/**
 * What an event takes on the wire and what its encoding costs, in runs of 1, 10 and 50 events and a replay page of 300: JSON, deflate,
 * deflate with our dictionary (also as base64 in a batch frame, as the stream sends it) and msgpackr with shared structures. Events
 * differ as real ones do: ids, digests, amounts and times are random. Best round of several, in CPU time.
 */
import { createHash, randomBytes, randomInt } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { Packr } from "msgpackr";
import { v7 } from "uuid";
import { compress, dictionary } from "../../realtime/codec/deflate-dict-1";
import { batchFrames } from "../../realtime/domain/batch-frames";
import { Entry } from "../../realtime/domain/entry";
import { eventFrames } from "../../realtime/domain/event-frames";
import { textOf } from "../../realtime/domain/frame-text";
import { provenance } from "../lib/provenance.mjs";

const { values } = parseArgs({ options: { out: { type: "string" } } });
const ROUNDS = 7;
const VARIANTS = 20;

const people = Array.from({ length: 5 }, () => v7());
const any = <T,>(list: readonly T[]): T => list[randomInt(list.length)] as T;
const hash = (): string => createHash("sha256").update(randomBytes(8)).digest("base64url");
let seq = 48_000;

function entry(): Entry {
  const id = v7();
  const at = new Date().toISOString();
  const propertyId = any([1, 2]);
  seq += 1;
  return new Entry({
    service: "finance",
    seq,
    channel: `finance/${propertyId}`,
    n: seq >> 1,
    digest: hash(),
    hash: hash(),
    envelope: JSON.stringify({
      id: v7(),
      type: "revenue-recorded",
      v: 1,
      at,
      propertyId,
      entity: { kind: "revenue", id, version: 1 },
      actorId: any(people),
      class: "normal",
    }),
    data: JSON.stringify({
      id,
      amountMinor: randomInt(100_000),
      currency: "EUR",
      source: any(["room", "fnb", "addon", "other"]),
      paymentMode: any(["cash", "card", "bank"]),
      description: any(["Dinner for two, table 12", "Minibar", "Spa, 60 minutes", null]),
      bankReference: null,
      businessDate: "2026-11-20",
      occurredAt: at,
      recordedBy: any(people),
    }),
  });
}

interface Sample {
  entries: Entry[];
  /** The JSON array of event frames that is compressed. */
  text: string;
  frames: unknown[];
}

function sampleOf(count: number): Sample {
  const entries = Array.from({ length: count }, entry);
  const sends = eventFrames(entries, new Date().toISOString());
  const text = `[${sends.map(({ frame }) => textOf(frame)).join(",")}]`;
  return { entries, text, frames: JSON.parse(text) as unknown[] };
}

/** Microseconds of CPU for one call on one of the samples. */
function cost(samples: readonly Sample[], events: number, work: (sample: Sample) => unknown): number {
  const calls = Math.max(VARIANTS, Math.ceil(3000 / events));
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage();
    for (let i = 0; i < calls; i++) work(samples[i % VARIANTS] as Sample);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / calls);
  }
  return best;
}

const packr = new Packr({ structures: [] });
const AT = new Date().toISOString();
const ways: [
  name: string,
  encode: (sample: Sample) => Buffer | string,
  decode: ((made: Buffer | string) => unknown) | null,
][] = [
  ["JSON", (s) => JSON.stringify(s.frames), (made) => JSON.parse(made as string)],
  ["JSON of texts, as the stream makes it", (s) => textOf(eventFrames(s.entries, AT)[0]!.frame), null],
  ["deflate", (s) => deflateRawSync(s.text), (made) => JSON.parse(inflateRawSync(made as Buffer).toString())],
  [
    "deflate-dict-1",
    (s) => compress(s.text),
    (made) => JSON.parse(inflateRawSync(made as Buffer, { dictionary }).toString()),
  ],
  ["deflate-dict-1 in a batch frame", (s) => textOf(batchFrames(s.entries, AT)[0]!.frame), null],
  ["msgpackr, shared structures", (s) => packr.pack(s.frames), (made) => packr.unpack(made as Buffer)],
  [
    "msgpackr and deflate",
    (s) => deflateRawSync(packr.pack(s.frames)),
    (made) => packr.unpack(inflateRawSync(made as Buffer)),
  ],
];
const counts = [1, 10, 50, 300];
const rows = counts.flatMap((count) => {
  const samples = Array.from({ length: VARIANTS }, () => sampleOf(count));
  return ways.map(([name, encode, decode]) => {
    const made = samples.map(encode);
    const bytes = made.reduce((sum, each) => sum + Buffer.byteLength(each), 0) / VARIANTS / count;
    const encodeUs = cost(samples, count, encode) / count;
    const byText = new Map(samples.map((sample, i) => [sample, made[i] as Buffer | string]));
    const decodeUs =
      decode === null ? "" : (cost(samples, count, (s) => decode(byText.get(s) ?? "")) / count).toFixed(2);
    return `| ${count} | ${name} | ${bytes.toFixed(0)} | ${encodeUs.toFixed(2)} | ${decodeUs} |`;
  });
});
const table = [
  "| events in a run | form | bytes an event | encoding, µs an event | decoding, µs an event |",
  "|---|---|---|---|---|",
  ...rows,
].join("\n");
const report = `# Compression\n\nA \`revenue-recorded\` event of finance in its frame; the dictionary has ${dictionary.length} bytes. Of an event about 75 bytes are random (ids and digest) and cannot shrink.\n\n${table}\n`;
console.log(report);
if (values.out !== undefined) {
  const dir = path.join("bench", "results", values.out);
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, "report.md"), report);
  writeFileSync(
    path.join(dir, "provenance.json"),
    `${JSON.stringify({ suite: "compression", ...provenance() }, null, 2)}\n`,
  );
}
