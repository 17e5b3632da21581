import type { Entry } from "../domain/ring";
import { type LogRow, toEntry } from "../store/log-row";
import { sampleEvent } from "./batches";

/** An entry as the log gives it; its digest is no real one. */
export function sampleEntry(seq: number, more: Partial<LogRow & { bytes: number }> = {}): Entry {
  const { data, ...envelope } = sampleEvent();
  const row: LogRow = {
    service: "finance",
    seq,
    channel: "finance/1",
    n: seq,
    digest: `d${seq}`,
    hash: `h${seq}`,
    envelope: JSON.stringify(envelope),
    data: JSON.stringify(data),
    ...more,
  };
  const entry = toEntry(row);
  return { ...entry, bytes: more.bytes ?? entry.bytes };
}
