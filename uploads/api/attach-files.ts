import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { uploadsErrors } from "../contract/errors";
import type { FileInfo, FilePurpose, FileSubject } from "../contract/types";
import { namedInfo } from "../domain/file";
import { attachFiles as attach } from "../engine/attach-files";

interface AttachFilesRequest {
  orgId: string;
  /** Null: files of any property. */
  propertyId: number | null;
  /** The owner of the files. */
  personId: string;
  purpose: FilePurpose;
  subject: FileSubject;
  fileIds: string[] & MaxLen<50>;
}

interface AttachFilesResponse {
  /** With their names, for who shows them to readers of the subject. */
  files: FileInfo[];
}

/**
 * Gives files to what they were uploaded for, all or none: refuses files that are not ready, of another person, property or purpose, or
 * that belong to something else. A repeat for the same subject changes nothing.
 */
export const attachFiles = api(
  { method: "POST", path: "/uploads/internal/attach", expose: false },
  async (request: AttachFilesRequest): Promise<AttachFilesResponse> => ({
    files: orThrow(await attach(request), uploadsErrors).map(namedInfo),
  }),
);
