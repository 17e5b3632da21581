import type { contract } from "../api/client.gen";
import type { RowSource } from "../lib/live-rows";
import type { LiveEvent } from "../lib/realtime/machine/state";

/** Types whose data is the whole file. */
const TYPES: ReadonlySet<string> = new Set([
  "upload-progressed",
  "file-ready",
  "file-attached",
  "file-rejected",
  "file-erased",
]);

/** The file that an event brings; null when it brings none, its content is not there, or a later one of the same file follows. */
export function fileOf(event: LiveEvent): contract.FileInfo | null {
  const { data, propertyId, entity } = event;
  if (event.service !== "uploads" || entity.kind !== "file" || event.superseded === true) return null;
  if (!TYPES.has(event.type) || event.v !== 1 || data === null || propertyId === null) return null;
  return { ...data, version: entity.version, propertyId } as contract.FileInfo;
}

/** How uploads' events become files of the screens. */
export const filesSource: RowSource = { service: "uploads", rowOf: fileOf };
