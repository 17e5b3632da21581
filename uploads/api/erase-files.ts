import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { endFile } from "../engine/erase-file";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";

interface EraseFilesRequest {
  orgId: string;
  fileIds: string[] & MaxLen<50>;
  /** Who erases what they belong to. */
  actorId: string;
}

/** Erases files with what they belong to: a deleted message, an erased guest. Those that are gone already stay so. */
export const eraseFiles = api(
  { method: "POST", path: "/uploads/internal/erase", expose: false },
  async ({ orgId, fileIds, actorId }: EraseFilesRequest): Promise<void> => {
    for (const id of fileIds)
      if ((await findFile(pool, orgId, id)) !== null) await endFile(id, "erased", actorId, () => true);
  },
);
