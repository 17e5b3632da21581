import { randomFillSync } from "node:crypto";

/** Where a request stands in a chain of calls. Ids are base32 text (0-9a-v) of 16 and 8 bytes: 26 and 13 characters. */
export interface Trace {
  traceId: string;
  spanId: string;
  parentTraceId?: string;
  parentSpanId?: string;
  extCorrelationId?: string;
}

const ALPHABET = "0123456789abcdefghijklmnopqrstuv";
/** Two characters at a time, by ten random bits. */
const PAIRS = Array.from({ length: 1024 }, (_, bits) => ALPHABET[bits >> 5]! + ALPHABET[bits & 31]!);
const pool = new Uint16Array(16_384);
let used = pool.length;

function randomBits(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool[used++]! & 1023;
}

/** The last two bits are zero, because whole bytes do not fill them. */
function newTraceId(): string {
  let text = "";
  for (let i = 0; i < 12; i++) text += PAIRS[randomBits()]!;
  return text + PAIRS[randomBits() & ~3]!;
}

/** Likewise its last bit. */
function newSpanId(): string {
  let text = "";
  for (let i = 0; i < 6; i++) text += PAIRS[randomBits()]!;
  return text + ALPHABET[randomBits() & 30]!;
}

/** The trace of a request that comes from outside. */
export function newTrace(extCorrelationId?: string): Trace {
  const trace: Trace = { traceId: newTraceId(), spanId: newSpanId() };
  if (extCorrelationId !== undefined) trace.extCorrelationId = extCorrelationId;
  return trace;
}

/** The trace of what a request causes: the same trace, a span of its own. */
export function childTrace(parent: Trace): Trace {
  return { ...parent, spanId: newSpanId(), parentTraceId: parent.traceId, parentSpanId: parent.spanId };
}

/** The W3C header of this position. */
export function traceparent(trace: Trace): string {
  return `00-${hex(trace.traceId, 32)}-${hex(trace.spanId, 16)}-01`;
}

/** The bytes of an id: its bits, five a letter, taken four a digit; what is left over is unused. */
function hex(id: string, digits: number): string {
  let text = "";
  let [bits, count] = [0, 0];
  for (let i = 0; i < id.length; i++) {
    bits = (bits << 5) | ALPHABET.indexOf(id[i]!);
    count += 5;
    while (count >= 4 && text.length < digits) {
      count -= 4;
      text += ALPHABET[(bits >> count) & 15];
    }
    bits &= (1 << count) - 1;
  }
  return text;
}
