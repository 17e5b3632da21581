import { randomFillSync } from "node:crypto";

/** Where a request stands in a chain of calls. Ids are base32 text (0-9a-v), 26 and 13 characters. */
export interface Trace {
  traceId: string;
  spanId: string;
  parentTraceId?: string;
  parentSpanId?: string;
  extCorrelationId?: string;
}

const ALPHABET = "0123456789abcdefghijklmnopqrstuv";
const pool = Buffer.alloc(4096);
let used = pool.length;

function randomText(length: number): string {
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let text = "";
  for (const end = used + length; used < end; used++) text += ALPHABET[pool[used]! & 31];
  return text;
}

/** The trace of a request that comes from outside. */
export function newTrace(extCorrelationId?: string): Trace {
  const trace: Trace = { traceId: randomText(26), spanId: randomText(13) };
  if (extCorrelationId !== undefined) trace.extCorrelationId = extCorrelationId;
  return trace;
}

/** The trace of what a request causes: the same trace, a span of its own. */
export function childTrace(parent: Trace): Trace {
  return { ...parent, spanId: randomText(13), parentTraceId: parent.traceId, parentSpanId: parent.spanId };
}
