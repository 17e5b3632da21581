import type { FileChange } from "../contract/events";
import type { FileState } from "../contract/types";
import { type StoredFile, toInfo } from "./file";
import { PURPOSES } from "./purposes";

const TYPES: Record<FileState, FileChange["type"]> = {
  created: "upload-progressed",
  uploading: "upload-progressed",
  uploaded: "upload-progressed",
  checking: "upload-progressed",
  ready: "file-ready",
  attached: "file-attached",
  rejected: "file-rejected",
  expired: "file-erased",
  erased: "file-erased",
};

/** What the screens are told of a file that has just become what it is. */
export function fileEvent(file: StoredFile, id: string, actorId: string): FileChange {
  const { version, propertyId, ...data } = toInfo(file);
  return {
    id,
    type: TYPES[file.state],
    v: 1,
    at: file.changedAt,
    propertyId,
    entity: { kind: "file", id: file.id, version },
    actorId,
    class: PURPOSES[file.purpose].class,
    data,
  };
}
