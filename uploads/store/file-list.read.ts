import { iso, tuple, uuid } from "zod";
import { keyset, type Page, toPage } from "../../platform/pages";
import type { Queryable } from "../../platform/sql";
import type { FileInfo, FilePurpose, FileState } from "../contract/types";
import { toInfo } from "../domain/file";
import { PURPOSES } from "../domain/purposes";
import { FILE, type FileRow, toFile } from "./file-row";

export interface FileFilter {
  orgId: string;
  propertyId: number;
  personId: string;
  /** Only files of the person. */
  mine: boolean;
  /** Files of restricted purposes too, whosoever they are. */
  seesRestricted: boolean;
  purpose: FilePurpose | null;
  state: FileState | null;
}

/** PostgreSQL's calendar has no year 0. */
const instant = iso.datetime({ precision: 3 }).refine((text) => !text.startsWith("0000"));
/** When the last file of a page was begun (UTC, milliseconds), and its id. */
export const fileCursor = keyset(tuple([instant, uuid()]));
export type FilePosition = [createdAt: string, id: string];

const RESTRICTED = Object.entries(PURPOSES).flatMap(([purpose, rule]) =>
  rule.class === "restricted" ? [purpose] : [],
);

/** A page of files, newest first, after the position. */
export async function listFilesPage(
  db: Queryable,
  filter: FileFilter,
  limit: number,
  after: FilePosition | null,
): Promise<Page<FileInfo>> {
  const { rows } = await db.query<FileRow>(
    `SELECT ${FILE} FROM file
     WHERE org_id = $1 AND property_id = $2 AND (owner_id = $3 OR NOT $4)
       AND (owner_id = $3 OR $5 OR purpose <> ALL($6::text[]))
       AND ($7::text IS NULL OR purpose = $7) AND ($8::text IS NULL OR state = $8)
       AND ($9::timestamptz IS NULL OR (created_at, id) < ($9, $10::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $11`,
    [
      filter.orgId,
      filter.propertyId,
      filter.personId,
      filter.mine,
      filter.seesRestricted,
      RESTRICTED,
      filter.purpose,
      filter.state,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ],
  );
  return toPage(
    rows.map((row) => toInfo(toFile(row))),
    limit,
    (last) => fileCursor.encode([last.createdAt, last.id]),
  );
}
