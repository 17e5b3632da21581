import type { Queryable } from "../../platform/sql";
import type { Attendance, Task } from "../contract/types";
import { OPEN_STATES } from "../domain/task";

/** Guests' requests of a property that are still to be done. */
export async function listCountedRequests(
  db: Queryable,
  orgId: string,
  propertyId: number,
): Promise<Pick<Task, "id" | "version" | "state">[]> {
  const { rows } = await db.query<Pick<Task, "id" | "version" | "state">>(
    `SELECT id, version, state FROM task
     WHERE org_id = $1 AND property_id = $2 AND kind = 'guest_request' AND state = ANY($3)`,
    [orgId, propertyId, OPEN_STATES],
  );
  return rows;
}

/** Who is on duty at a property. */
export async function listCountedAttendances(
  db: Queryable,
  orgId: string,
  propertyId: number,
): Promise<Pick<Attendance, "id" | "version" | "endedAt">[]> {
  const { rows } = await db.query<{ id: string; version: number }>(
    `SELECT id, version FROM attendance WHERE org_id = $1 AND property_id = $2 AND ended_at IS NULL`,
    [orgId, propertyId],
  );
  return rows.map((row) => ({ ...row, endedAt: null }));
}
