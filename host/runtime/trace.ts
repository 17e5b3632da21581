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
const LETTERS = Buffer.from(ALPHABET);
const [TRACE_LENGTH, SPAN_LENGTH] = [26, 13];
const random = Buffer.alloc(16 * 1024);
let used = random.length;
const id = Buffer.alloc(TRACE_LENGTH + SPAN_LENGTH);

/** `unusedBits` of the last letter are zero, because whole bytes do not fill it. */
function fill(from: number, length: number, unusedBits: number): void {
  if (used + length > random.length) {
    randomFillSync(random);
    used = 0;
  }
  const last = from + length - 1;
  for (let i = from; i < last; i++) id[i] = LETTERS[random[used++]! & 31]!;
  id[last] = LETTERS[random[used++]! & (32 - (1 << unusedBits))]!;
}

function newSpanId(): string {
  fill(0, SPAN_LENGTH, 1);
  return id.toString("latin1", 0, SPAN_LENGTH);
}

/** The trace of a request that comes from outside. */
export function newTrace(extCorrelationId?: string): Trace {
  fill(0, TRACE_LENGTH, 2);
  fill(TRACE_LENGTH, SPAN_LENGTH, 1);
  // One text for both: every request pays for this.
  const ids = id.toString("latin1");
  const trace: Trace = { traceId: ids.slice(0, TRACE_LENGTH), spanId: ids.slice(TRACE_LENGTH) };
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
