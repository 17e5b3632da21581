import type { FilePurpose, FileState, RejectReason } from "../contract/types";
import type { StoredFile } from "../domain/file";

export const FILE = `id, org_id, property_id, owner_id, version, purpose, name, content_type, size, received, state, reason, sha256, width, height,
  thumbnail, subject_kind, subject_id, created_at, changed_at`;

export interface FileRow {
  id: string;
  org_id: string;
  property_id: number;
  owner_id: string;
  version: number;
  purpose: FilePurpose;
  name: string;
  content_type: string;
  size: number;
  received: number;
  state: FileState;
  reason: RejectReason | null;
  sha256: string | null;
  width: number | null;
  height: number | null;
  thumbnail: string | null;
  subject_kind: string | null;
  subject_id: string | null;
  created_at: Date;
  changed_at: Date;
}

export function toFile(row: FileRow): StoredFile {
  return {
    id: row.id,
    orgId: row.org_id,
    version: row.version,
    propertyId: row.property_id,
    ownerId: row.owner_id,
    purpose: row.purpose,
    name: row.name,
    contentType: row.content_type,
    size: row.size,
    received: row.received,
    state: row.state,
    reason: row.reason,
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    thumbnail: row.thumbnail,
    subject:
      row.subject_kind === null || row.subject_id === null ? null : { kind: row.subject_kind, id: row.subject_id },
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  };
}
