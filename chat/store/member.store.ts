import type { Tx } from "../../platform/tx";
import type { Conversation, Member, MemberRole } from "../contract/types";
import { MEMBER, type MemberRow, toMember } from "./rows";

/** Adds members who never were in the conversation. */
export async function insertMembers(
  tx: Tx,
  orgId: string,
  { id, kind }: Conversation,
  members: readonly Member[],
): Promise<void> {
  const column = <K extends keyof Member>(name: K): Member[K][] => members.map((member) => member[name]);
  await tx.query(
    `INSERT INTO conversation_members (id, org_id, kind, conversation_id, property_id, person_id, role, is_internal, version, read_no,
                                       joined_at, updated_at)
     SELECT n.id, $1, $2, $3, n.property_id, n.person_id, n.role, n.is_internal, 1, n.read_no, n.joined_at, n.joined_at
     FROM unnest($4::uuid[], $5::int[], $6::uuid[], $7::text[], $8::boolean[], $9::bigint[], $10::timestamptz[])
       AS n (id, property_id, person_id, role, is_internal, read_no, joined_at)`,
    [
      orgId,
      kind,
      id,
      column("id"),
      column("propertyId"),
      column("personId"),
      column("role"),
      column("isInternal"),
      column("readNo"),
      column("joinedAt"),
    ],
  );
}

/** Locks a member, also one who left; null when the person never was in the conversation. */
export async function lockMember(
  tx: Tx,
  orgId: string,
  conversationId: string,
  personId: string,
): Promise<Member | null> {
  const { rows } = await tx.query<MemberRow>(
    `SELECT ${MEMBER} FROM conversation_members m WHERE m.org_id = $1 AND m.conversation_id = $2 AND m.person_id = $3 FOR UPDATE`,
    [orgId, conversationId, personId],
  );
  return rows[0] === undefined ? null : toMember(rows[0]);
}

/** Writes what changed of a member who is locked, as a further version. */
export async function updateMember(
  tx: Tx,
  orgId: string,
  member: Member,
  next: { role?: MemberRole; isInternal?: boolean; readNo?: number; joinedAt?: string; leftAt?: string | null },
): Promise<Member> {
  const changed: Member = { ...member, ...next, version: member.version + 1 };
  await tx.query(
    `UPDATE conversation_members SET role = $4, is_internal = $5, read_no = $6, joined_at = $7, left_at = $8, version = $9
     WHERE org_id = $1 AND conversation_id = $2 AND person_id = $3`,
    [
      orgId,
      member.conversationId,
      member.personId,
      changed.role,
      changed.isInternal,
      changed.readNo,
      changed.joinedAt,
      changed.leftAt,
      changed.version,
    ],
  );
  return changed;
}

/** How many admins are in the conversation. */
export async function countAdmins(tx: Tx, orgId: string, conversationId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*) AS count FROM conversation_members
     WHERE org_id = $1 AND conversation_id = $2 AND role = 'admin' AND left_at IS NULL`,
    [orgId, conversationId],
  );
  return rows[0]?.count ?? 0;
}
