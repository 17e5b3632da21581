import { inRange } from "../../../schema/datetime";
import { ValueError } from "./value-error";

/** PostgreSQL's binary dates and times: int64 microseconds and int32 days since 2000-01-01, int64 microseconds since midnight. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;

/** Microseconds are cut; infinity is refused. */
export function timestampDate(bytes: Buffer): Date {
  const micros = bytes.readBigInt64BE();
  const cut = micros < 0n && micros % 1000n !== 0n ? 1n : 0n;
  return new Date(held(Number(micros / 1000n - cut) + EPOCH_MS));
}

/** `extraMicros` are those below the millisecond. An invalid Date is 1970. */
export function timestampBytes(ms: number, extraMicros = 0): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(BigInt(Math.trunc(ms || 0) - EPOCH_MS) * 1000n + BigInt(extraMicros));
  return bytes;
}

/** `2024-02-29`; years of more than four digits and those before 1 with their sign. */
export function dateText(bytes: Buffer): string {
  const iso = new Date(held(bytes.readInt32BE() * DAY_MS + EPOCH_MS)).toISOString().split("T")[0]!;
  return iso.replace(/^([+-])0*(\d{4,})/, "$1$2");
}

export function dateBytes(ms: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(Math.floor(((ms || 0) - EPOCH_MS) / DAY_MS));
  return bytes;
}

/** `12:34:56`, with three or six digits of a fraction when there is one; 24:00:00 is midnight. */
export function timeText(bytes: Buffer): string {
  const micros = Number(bytes.readBigInt64BE()) % (DAY_MS * 1000);
  const fraction = micros % 1_000_000;
  const shown = fraction === 0 ? "" : `.${String(fraction).padStart(6, "0").replace(/000$/, "")}`;
  return new Date(Math.floor(micros / 1000)).toISOString().slice(11, 19) + shown;
}

export function timeBytes(micros: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(BigInt(micros));
  return bytes;
}

function held(ms: number): number {
  if (!inRange(ms) || Math.abs(ms) > 8.64e15) throw new ValueError("value too large to decode");
  return ms;
}
