import { staff } from "~encore/clients";
import type { AuthData, Grant } from "../../identity/contract/auth";
import type { Permission, Role } from "../../identity/contract/permissions";
import { ROLE_PERMISSIONS } from "../../identity/contract/roles";
import { newId } from "../../platform/ids";
import type { StaffMember } from "../contract/types";
import { pool } from "../store/db";

const grant = (propertyId: number, permissions: readonly Permission[]): Grant => ({
  propertyId,
  permissions: [...permissions],
  timeZone: "Europe/Lisbon",
  currency: "EUR",
  businessDate: "2026-11-20",
});

/** A person with this role at property 1 of an organisation of its own, or of the given one. */
export function personWith(role: Role, orgId = newId(), propertyId = 1): AuthData {
  return {
    userID: newId(),
    orgId,
    sessionId: newId(),
    loginEndsAt: "2099-01-01T00:00:00.000Z",
    via: "header",
    grants: [grant(propertyId, ROLE_PERMISSIONS[role])],
  };
}

/** The person as a member of the staff of property 1, written beside the API, since the person is nobody that identity knows. */
export async function asMember(person: AuthData, manager: AuthData): Promise<StaffMember> {
  const added = await staff.addMember(
    { propertyId: 1, name: `Member ${person.userID.slice(-6)}`, department: "housekeeping" },
    { authData: manager },
  );
  await pool.query(`UPDATE member SET person_id = $2 WHERE id = $1`, [added.id, person.userID]);
  return { ...added, personId: person.userID };
}

/** The reason of a refused call; "no error" when it was not refused. */
export function reasonOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no error",
    (err: { code?: string; details?: { reason?: string } }) => err.details?.reason ?? err.code ?? "unknown",
  );
}

/** What the outbox holds of an organisation's stream: type, state or end, and version of each event. */
export async function eventsOf(orgId: string, service: "staff" | "tasks"): Promise<string[]> {
  const { rows } = await pool.query<{ said: string }>(
    `SELECT concat_ws(' ', event ->> 'type', coalesce(event -> 'data' ->> 'state', ''), event -> 'entity' ->> 'version') AS said
     FROM outbox WHERE org_id = $1 AND service = $2 ORDER BY id`,
    [orgId, service],
  );
  return rows.map(({ said }) => said.replace("  ", " "));
}
