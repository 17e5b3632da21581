import { api } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import type { FileInfo } from "../contract/types";
import { namedInfo, toInfo } from "../domain/file";
import { mayRead } from "../engine/may-read";
import { pool } from "../store/db";
import { findFilesOf } from "../store/file.read";
import { subjectOf } from "./subject-of";

interface ListSubjectFilesRequest {
  /** `expense`, `id_document`, `task` or `message`. */
  kind: string;
  id: string;
}

interface ListSubjectFilesResponse {
  /** Oldest first, at most 200. Names are there for who may read the files. */
  data: FileInfo[];
  /** The caller may bring more. */
  mayAttach: boolean;
}

const AT_MOST = 200;

/** The files of an expense, a guest's document, a task or a message, for who may see that. */
export const listSubjectFiles = api(
  { method: "GET", path: "/uploads/subjects/:kind/:id/files", expose: true, auth: true },
  async ({ id, ...request }: ListSubjectFilesRequest): Promise<ListSubjectFilesResponse> => {
    const { orgId, userID: personId, grants } = caller();
    const { kind, mayAttach } = await subjectOf(request.kind, id);
    const files = await findFilesOf(pool, orgId, { kind, id }, AT_MOST);
    // All of them belong to one subject, and so are read by the same people.
    const [first] = files;
    const isReader = first !== undefined && (await mayRead(first, { orgId, personId, grants }));
    return { data: files.map(isReader ? namedInfo : toInfo), mayAttach };
  },
);
