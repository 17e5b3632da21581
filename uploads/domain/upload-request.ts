import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import { readText } from "../../platform/text";
import type { FilePurpose } from "../contract/types";
import type { StoredFile } from "./file";
import { isPurpose, PURPOSES, typeByName } from "./purposes";

/** What somebody wants to upload; nothing in it is checked yet. */
export interface UploadRequest {
  purpose: string | undefined;
  propertyId: number;
  name: string | undefined;
  /** Bytes. */
  size: number;
  /** As declared; absent or empty says nothing. */
  contentType?: string | undefined;
}

export type RequestRefusal = "request_invalid" | "file_empty" | "file_too_large" | "type_not_allowed";

interface Surroundings {
  id: string;
  orgId: string;
  personId: string;
  now: Date;
}

const NAME_LENGTH = 200;
/** What browsers and command lines declare when they do not know. */
const UNDECLARED = new Set([
  "",
  "application/octet-stream",
  "application/offset+octet-stream",
  "application/x-www-form-urlencoded",
]);

/** The file that a request begins (U2), or why it may not. */
export function decideUpload(request: UploadRequest, around: Surroundings): Outcome<StoredFile, RequestRefusal> {
  const { purpose, size } = request;
  const name = readName(request.name);
  if (!isPurpose(purpose) || typeof name !== "string")
    return refuse("request_invalid", {
      errors: [...purposeErrors(purpose), ...(typeof name === "string" ? [] : [name])],
    });
  const type = typeByName(purpose, name);
  const declared = (request.contentType ?? "").split(";")[0]!.trim().toLowerCase();
  const isDeclared = UNDECLARED.has(declared) || declared === type?.contentType;
  if (type === undefined || !isDeclared) return notAllowed(purpose, name, declared);
  if (size === 0) return refuse("file_empty");
  const maxSize = Math.min(type.maxSize, PURPOSES[purpose].maxSize);
  if (size > maxSize)
    return refuse("file_too_large", { values: { size, maxSize, contentType: type.contentType, purpose } });
  const at = around.now.toISOString();
  return accept({
    id: around.id,
    orgId: around.orgId,
    version: 1,
    propertyId: request.propertyId,
    ownerId: around.personId,
    purpose,
    name,
    contentType: type.contentType,
    size,
    received: 0,
    state: "created",
    reason: null,
    sha256: null,
    width: null,
    height: null,
    thumbnail: null,
    subject: null,
    createdAt: at,
    changedAt: at,
  });
}

/** The last segment of a path: some programs send all of it. */
function readName(text: string | undefined): string | FieldError {
  const last = (text ?? "").split(/[/\\]/).at(-1);
  const name = readText("name", last, NAME_LENGTH);
  return name ?? { path: "name", code: "missing", message: "is missing; give the file's name with its extension" };
}

function purposeErrors(purpose: string | undefined): FieldError[] {
  if (isPurpose(purpose)) return [];
  const message = `${JSON.stringify(purpose ?? null).slice(0, 60)} is none of ${Object.keys(PURPOSES).join(", ")}`;
  return [{ path: "purpose", code: "not_allowed", message }];
}

function notAllowed(purpose: FilePurpose, name: string, declared: string): Outcome<never, RequestRefusal> {
  const allowed = PURPOSES[purpose].types.flatMap((type) => type.extensions.map((extension) => `.${extension}`));
  const type = UNDECLARED.has(declared) ? "" : ` (${declared.slice(0, 60)})`;
  return refuse("type_not_allowed", { values: { purpose, name: name + type, allowed: allowed.join(", ") } });
}
