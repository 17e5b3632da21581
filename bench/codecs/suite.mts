/**
 * What the codecs of the host cost per message, on the types of this application, beside JSON.parse and JSON.stringify alone.
 * Best round of several: the question is the cost, not what else the machine does.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { readApp } from "../../host/model/read";
import { type EndpointCodec, endpointCodec } from "../../host/schema/endpoint-codec";
import { provenance } from "../lib/provenance.mjs";

const { values } = parseArgs({ options: { out: { type: "string" } } });

const read = await readApp(process.cwd());
if (!read.ok) throw new Error(read.diagnostics.map((d) => `${d.at.file}:${d.at.line} ${d.message}`).join("\n"));
const { app } = read;

function codecOf(service: string, name: string): EndpointCodec {
  const endpoint = app.services.find((s) => s.name === service)?.endpoints.find((e) => e.name === name);
  if (endpoint === undefined) throw new Error(`no endpoint ${service}.${name}`);
  return endpointCodec(endpoint, app.types);
}

/** Nanoseconds for one run, best of twelve rounds. */
function cost(run: () => unknown): number {
  let best = Infinity;
  for (let round = 0; round < 12; round++) {
    const runs = 5000;
    const start = process.hrtime.bigint();
    for (let i = 0; i < runs; i++) run();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / runs);
  }
  return best;
}

const revenue = {
  id: "01936d5c-8f2e-7cc1-b1a1-5d2a6c1f0a01",
  version: 1,
  propertyId: 1,
  amountMinor: 12_550,
  currency: "EUR",
  source: "fnb",
  paymentMode: "card",
  bankReference: null,
  description: "Dinner for two, table 12",
  businessDate: "2026-11-20",
  occurredAt: "2026-11-20T19:00:00.123Z",
  recordedBy: "01936d5c-8f2e-7cc1-b1a1-5d2a6c1f0a02",
  recordedAt: "2026-11-20T19:00:00.456Z",
};
const booking = {
  propertyId: 1,
  amountMinor: 12_550,
  currency: "EUR",
  source: "fnb",
  paymentMode: "card",
  description: "Dinner for two",
};
const page = { data: Array.from({ length: 50 }, () => revenue), nextCursor: "eyJhdCI6MX0", hasMore: true };
const frame = {
  type: "event",
  service: "finance",
  seq: 1_234_567,
  events: Array.from({ length: 5 }, (_, i) => ({
    id: revenue.id,
    type: "revenue-recorded",
    v: 1,
    at: revenue.occurredAt,
    seq: 1_234_563 + i,
    channel: "1.finance.normal",
    n: 9000 + i,
    propertyId: 1,
    entity: { kind: "revenue", id: revenue.id, version: 1 },
    actorId: revenue.recordedBy,
    data: booking,
  })),
};
const handshake = '{"services":["finance","guest","staff"],"version":1,"lastSeq":1234000}';

const post = codecOf("finance", "recordRevenue");
const list = codecOf("finance", "listRevenue");
const stream = codecOf("realtime", "stream");
const body = Buffer.from(JSON.stringify(booking));
const request = { method: "POST", path: {}, query: "", headers: new Map<string, string[]>(), body };
const query = {
  method: "GET",
  path: {},
  query: "propertyId=1&limit=50&cursor=eyJhdCI6MX0",
  headers: new Map<string, string[]>(),
  body: null,
};

const rows: [what: string, ours: () => unknown, alone?: () => unknown][] = [
  [`decode a booking (${body.length} B)`, () => post.decodeRequest(request), () => JSON.parse(body.toString())],
  ["decode a query of three fields", () => list.decodeRequest(query)],
  ["decode a stream handshake", () => stream.decodeMessage(handshake), () => JSON.parse(handshake)],
  [
    "encode one line of revenue",
    () => post.encodeResponse({ payload: revenue }),
    () => Buffer.from(JSON.stringify(revenue)),
  ],
  ["encode a page of 50 lines", () => list.encodeResponse({ payload: page }), () => Buffer.from(JSON.stringify(page))],
  [
    `encode a frame of 5 events (${JSON.stringify(frame).length} B)`,
    () => stream.encodeMessage(frame),
    () => JSON.stringify(frame),
  ],
];
const us = (ns: number): string => `${(ns / 1000).toFixed(2)} µs`;
const lines = [
  "| what | codec | JSON.parse or JSON.stringify alone |",
  "|---|---|---|",
  ...rows.map(
    ([what, ours, alone]) => `| ${what} | ${us(cost(ours))} | ${alone === undefined ? "-" : us(cost(alone))} |`,
  ),
];
console.log(lines.join("\n"));
if (values.out !== undefined) {
  const dir = path.join("bench", "results", values.out);
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, "report.md"), `# codecs\n\n${lines.join("\n")}\n`);
  writeFileSync(path.join(dir, "provenance.json"), `${JSON.stringify(provenance(), null, 2)}\n`);
}
