/** What a file is for: decides which types it may have, how large it may be and who may read it. */
export type FilePurpose = "receipt" | "guest_document" | "chat_attachment" | "task_evidence" | "avatar";

/**
 * created → uploading → uploaded → checking → ready → attached; `rejected` by the check, `expired` when it was never finished or never
 * attached, `erased` by a person. Of the last three no bytes are left.
 */
export type FileState =
  | "created"
  | "uploading"
  | "uploaded"
  | "checking"
  | "ready"
  | "attached"
  | "rejected"
  | "expired"
  | "erased";

/** Why a check refused a file. */
export type RejectReason =
  | "type_mismatch"
  | "type_unknown"
  | "polyglot"
  | "active_content"
  | "damaged"
  | "too_many_pixels";

/** What files can be given to: an expense, a document that a guest has shown, a chat message, a task. */
export type SubjectKind = "expense" | "id_document" | "message" | "task";

/** What a file belongs to: `{kind: "expense", id: "…"}`. */
export interface FileSubject {
  kind: string;
  id: string;
}

/** A file as lists and events show it. */
export interface FileInfo {
  id: string;
  version: number;
  propertyId: number;
  /** Person id; names are in `GET /identity/people`. */
  ownerId: string;
  purpose: FilePurpose;
  /** As its owner named it. Null for guests' documents and chat attachments, whose names only those may read who may read the file, and for erased files. */
  name: string | null;
  /** As declared by its name; once it is ready, as found in its bytes. */
  contentType: string;
  /** Bytes; of a ready image, of what is kept of it. */
  size: number;
  /** Bytes that are stored for good, as of this version. */
  received: number;
  state: FileState;
  /** Why it was rejected. */
  reason: RejectReason | null;
  /** Hex, of what is kept. Null until the last byte has come. */
  sha256: string | null;
  /** Pixels, of a ready image. */
  width: number | null;
  height: number | null;
  hasThumbnail: boolean;
  /** Null until it belongs to something; of guests' documents and chat attachments for who may read the file alone. */
  subject: FileSubject | null;
  /** RFC 3339, UTC, as the next. */
  createdAt: string;
  changedAt: string;
}

/** One look at a guest's document or a chat attachment. */
export interface FileView {
  personId: string;
  /** RFC 3339, UTC. */
  seenAt: string;
}
