import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { readInstant } from "../../platform/instant";
import { invalidRequest, searchText, wholeNumber } from "../../platform/request-fields";
import type { Task, TaskKind, TaskState } from "../contract/types";
import { OPEN_STATES } from "../domain/task";
import { byInstant } from "../store/cursors";
import { pool } from "../store/db";
import { listTasks as findTasks } from "../store/lists.read";
import { pageOf } from "./page";
import { uuidOrNone } from "./reach";

interface ListTasksRequest {
  propertyId: number;
  state?: TaskState;
  /** True: only what is still to be done, when no state is given. */
  open?: boolean;
  kind?: TaskKind;
  /** Member of the staff. */
  assigneeId?: string;
  /** RFC 3339: due before it. */
  dueBefore?: string;
  /** Part of title, room or notes. */
  q?: string & MaxLen<100>;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListTasksResponse {
  data: Task[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Tasks of a property, newest first. */
export const listTasks = api(
  { method: "GET", path: "/tasks", expose: true, auth: true },
  async (request: ListTasksRequest): Promise<ListTasksResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("task.read", propertyId);
    const { state, open, assigneeId = "", dueBefore = "" } = request;
    const due = dueBefore === "" ? null : readInstant("dueBefore", dueBefore);
    const filter = {
      orgId: caller().orgId,
      propertyId,
      states: state === undefined ? (open === true ? OPEN_STATES : null) : [state],
      kind: request.kind ?? null,
      assigneeId: assigneeId === "" ? null : uuidOrNone(assigneeId),
      dueBefore: due === null || typeof due === "string" ? due : invalidRequest(due),
      q: searchText(request.q),
    };
    return findTasks(pool, filter, pageOf(request, byInstant));
  },
);
