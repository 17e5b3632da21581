import { api } from "encore.dev/api";
import { pool } from "../store/db";
import { find } from "../store/staff.store";
import { uuidOrNone } from "./reach";

interface TaskPlaceRequest {
  orgId: string;
  id: string;
}

interface TaskPlaceResponse {
  /** Null when the organisation has no such task. */
  propertyId: number | null;
}

/** At which property a task is, for whoever keeps something that belongs to it. */
export const taskPlace = api(
  { method: "POST", path: "/staff/internal/task-place", expose: false },
  async ({ orgId, id }: TaskPlaceRequest): Promise<TaskPlaceResponse> => ({
    propertyId: (await find(pool, "task", orgId, uuidOrNone(id)))?.propertyId ?? null,
  }),
);
