import { boolean, enum as oneOf, iso, literal, number, object, string, type ZodType, union, uuid } from "zod";
import type { EventCatalogue } from "../../platform/events";
import { rowsInvalidated } from "../../platform/rows-invalidated";
import type { FileChange, FileData, UploadsEvent } from "./events";

const PURPOSES = ["receipt", "guest_document", "chat_attachment", "task_evidence", "avatar"] as const;
const REASONS = ["type_mismatch", "type_unknown", "polyglot", "active_content", "damaged", "too_many_pixels"] as const;
const STATES = [
  "created",
  "uploading",
  "uploaded",
  "checking",
  "ready",
  "attached",
  "rejected",
  "expired",
  "erased",
] as const;

const pixels = number().int().positive().nullable();

const fileData: ZodType<FileData> = object({
  id: uuid(),
  ownerId: uuid(),
  purpose: oneOf(PURPOSES),
  name: string().max(200).nullable(),
  contentType: string().min(1).max(100),
  size: number().int().positive(),
  received: number().int().nonnegative(),
  state: oneOf(STATES),
  reason: oneOf(REASONS).nullable(),
  sha256: string().length(64).nullable(),
  width: pixels,
  height: pixels,
  hasThumbnail: boolean(),
  subject: object({ kind: string().min(1), id: string().min(1) }).nullable(),
  createdAt: iso.datetime(),
  changedAt: iso.datetime(),
});

const fileEvent = <T extends FileChange["type"]>(type: T) =>
  object({
    id: uuid(),
    type: literal(type),
    v: literal(1),
    at: iso.datetime(),
    propertyId: number().int().positive(),
    entity: object({ kind: literal("file"), id: uuid(), version: number().int().positive() }),
    actorId: string().min(1),
    class: oneOf(["normal", "restricted"]),
    data: fileData,
  });

/** What an event of uploads must look like: checked before it is stored for publishing, and by whoever receives it. */
export const uploadsEvent: ZodType<UploadsEvent> = union([
  fileEvent("upload-progressed"),
  fileEvent("file-ready"),
  fileEvent("file-attached"),
  fileEvent("file-rejected"),
  fileEvent("file-erased"),
  rowsInvalidated,
]);

/** Of how far an upload has come the newest counts. */
export const uploadsCatalogue: EventCatalogue<UploadsEvent> = {
  schema: uploadsEvent,
  stateLike: ["upload-progressed"],
};
