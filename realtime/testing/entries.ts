import { Entry, type LogRow } from "../domain/entry";
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
  return new Entry(row, more.bytes);
}
