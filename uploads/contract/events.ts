import { Topic } from "encore.dev/pubsub";
import type { EntityRef, ErasedEvent, EventBatch } from "../../platform/events";
import type { RowsInvalidatedV1 } from "../../platform/rows-invalidated";
import type { FileInfo } from "./types";

/** All that a list says of the file, but for what the envelope says. */
export type FileData = Omit<FileInfo, "version" | "propertyId">;

/** An Envelope about one file; its entity is `file`. Restricted for guests' documents and chat attachments. */
interface FileEvent<Type extends string> {
  id: string;
  type: Type;
  v: 1;
  at: string;
  propertyId: number;
  entity: EntityRef;
  actorId: string;
  class: "normal" | "restricted";
  data: FileData;
}

/** A file was begun, more of it came (told about once a second), all of it came, or its check began. */
export type UploadProgressedV1 = FileEvent<"upload-progressed">;
/** A file passed its check and may be read. */
export type FileReadyV1 = FileEvent<"file-ready">;
/** A file belongs to something now. */
export type FileAttachedV1 = FileEvent<"file-attached">;
/** A file did not pass its check; nothing is kept of it. */
export type FileRejectedV1 = FileEvent<"file-rejected">;
/** Nothing is kept of a file any more: it expired or was erased. */
export type FileErasedV1 = FileEvent<"file-erased">;

export type FileChange = UploadProgressedV1 | FileReadyV1 | FileAttachedV1 | FileRejectedV1 | FileErasedV1;

/** Every event of uploads. A new type joins this union; a changed one gets a new `v`. */
export type UploadsEvent = FileChange | RowsInvalidatedV1;

/** All events of uploads, in numbered batches per organisation. */
export const uploadsEvents = new Topic<EventBatch<UploadsEvent | ErasedEvent>>("uploads-events", {
  deliveryGuarantee: "at-least-once",
});
