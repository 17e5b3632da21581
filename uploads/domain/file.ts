import type { FileInfo, FilePurpose, FileState, FileSubject, RejectReason } from "../contract/types";
import { PURPOSES } from "./purposes";

/** A file as it is stored. */
export interface StoredFile extends Omit<FileInfo, "name" | "hasThumbnail"> {
  orgId: string;
  name: string;
  /** Its name in the bucket. */
  thumbnail: string | null;
}

/** Bytes may still come. */
export const isOpen = (state: FileState): boolean => state === "created" || state === "uploading";

/** No bytes are left of it, and none can come. */
export const isGone = (state: FileState): boolean => state === "rejected" || state === "expired" || state === "erased";

/** May be read by those who may read it. */
export const isReadable = (state: FileState): boolean => state === "ready" || state === "attached";

/** Names and subjects that only those may know who may read the file. */
const isPrivate = (purpose: FilePurpose): boolean => PURPOSES[purpose].class === "restricted";

/** What lists and events say of a file: all that is stored but the organisation, and its name and subject where they may be told. */
export function toInfo(file: StoredFile): FileInfo {
  const { id, version, propertyId, ownerId, purpose, contentType, size, received, state, reason, sha256 } = file;
  const { width, height, thumbnail, subject, createdAt, changedAt } = file;
  const name = isPrivate(purpose) || state === "erased" ? null : file.name;
  const what = { id, version, propertyId, ownerId, purpose, name, contentType, size, received, state, reason, sha256 };
  const told = isPrivate(purpose) ? null : subject;
  return { ...what, width, height, hasThumbnail: thumbnail !== null, subject: told, createdAt, changedAt };
}

/** The same for who may read the file. */
export const namedInfo = (file: StoredFile): FileInfo => ({
  ...toInfo(file),
  name: file.name === "" ? null : file.name,
  subject: file.subject,
});

/** More of its bytes are stored. */
export const receivedSome = (file: StoredFile, received: number, now: Date): StoredFile => ({
  ...next(file, now),
  state: "uploading",
  received,
});

/** All of its bytes are stored; `sha256` is theirs. */
export const receivedAll = (file: StoredFile, sha256: string, now: Date): StoredFile => ({
  ...next(file, now),
  state: "uploaded",
  received: file.size,
  sha256,
});

const next = (file: StoredFile, now: Date): StoredFile => ({
  ...file,
  version: file.version + 1,
  changedAt: now.toISOString(),
});

/** Nothing but that it was there is left of a file: an erased one loses its name too. */
export const gone = (file: StoredFile, state: "expired" | "erased", now: Date): StoredFile => ({
  ...next(file, now),
  state,
  name: state === "erased" ? "" : file.name,
  sha256: null,
  thumbnail: null,
});

/** Its check begins. */
export const checking = (file: StoredFile, now: Date): StoredFile => ({ ...next(file, now), state: "checking" });

/** What is kept of a file that passed its check. */
export interface Kept {
  size: number;
  /** Hex. */
  sha256: string;
  width: number | null;
  height: number | null;
  thumbnail: string | null;
}

/** It passed its check. */
export const ready = (file: StoredFile, kept: Kept, now: Date): StoredFile => ({
  ...next(file, now),
  ...kept,
  state: "ready",
  received: kept.size,
});

/** It did not pass its check. */
export const rejected = (file: StoredFile, reason: RejectReason, now: Date): StoredFile => ({
  ...next(file, now),
  state: "rejected",
  reason,
  sha256: null,
});

/** It belongs to something from now on. */
export const attached = (file: StoredFile, subject: FileSubject, now: Date): StoredFile => ({
  ...next(file, now),
  state: "attached",
  subject,
});
