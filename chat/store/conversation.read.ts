import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { Member } from "../contract/types";
import { type Access, accessTo, type Actor } from "../domain/actor";
import { CONVERSATION, type ConversationRow, MEMBER, type MemberRow, toConversation, toMember } from "./rows";

/**
 * What may be read of conversations (c) with the actor's own membership (m): one's own, rooms while there is a role at their property,
 * and visitors of properties where the actor answers. $1 organisation, $2 person, $3 properties, $4 visitors' properties.
 */
export const MINE = {
  from: `conversations c LEFT JOIN conversation_members m
    ON m.kind = c.kind AND m.conversation_id = c.id AND m.person_id = $2 AND m.left_at IS NULL`,
  where: `c.org_id = $1 AND (m.person_id IS NOT NULL OR (c.kind = 'visitor' AND c.property_id = ANY($4::int[])))
    AND (c.kind <> 'room' OR c.property_id = ANY($3::int[]))`,
};

export const mineOf = ({ orgId, personId, properties, visitorProperties }: Actor): unknown[] => [
  orgId,
  personId,
  properties,
  visitorProperties,
];

type Row = ConversationRow & { member: MemberJson | null };
export type MemberJson = Omit<MemberRow, "joined_at" | "left_at"> & { joined_at: string; left_at: string | null };

/** The membership as JSON, null when there is none. */
export const MEMBERSHIP = `CASE WHEN m.person_id IS NOT NULL THEN to_json(m) END AS member`;

export const membershipOf = (json: MemberJson | null): Member | null =>
  json === null
    ? null
    : toMember({
        ...json,
        joined_at: new Date(json.joined_at),
        left_at: json.left_at === null ? null : new Date(json.left_at),
      });

/** The conversation and as what the actor is there; null when it is none of theirs, or none at all. */
export async function findAccess(tx: Tx, actor: Actor, conversationId: string): Promise<Access | null> {
  const { rows } = await tx.query<Row>(
    `SELECT ${CONVERSATION}, ${MEMBERSHIP} FROM ${MINE.from} WHERE ${MINE.where} AND c.id = $5`,
    [...mineOf(actor), conversationId],
  );
  const [row] = rows;
  return row === undefined ? null : accessTo(toConversation(row), membershipOf(row.member));
}

/** The direct conversation of two people; null while there is none. */
export async function findDirect(tx: Tx, orgId: string, people: [string, string]): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM conversations
     WHERE org_id = $1 AND kind = 'direct' AND person_low = least($2::uuid, $3::uuid) AND person_high = greatest($2::uuid, $3::uuid)`,
    [orgId, ...people],
  );
  return rows[0]?.id ?? null;
}

/** How many changes the conversation has had; what a reader gives back to learn what is new since. */
export async function findLastChange(tx: Tx, orgId: string, id: string): Promise<number> {
  const { rows } = await tx.query<{ last_change: number }>(
    `SELECT last_change FROM conversations WHERE org_id = $1 AND id = $2`,
    [orgId, id],
  );
  return rows[0]?.last_change ?? 0;
}

/** Everybody in the conversation, those who left not. */
export async function listMembers(tx: Tx, orgId: string, conversationId: string): Promise<Member[]> {
  const { rows } = await tx.query<MemberRow>(
    `SELECT ${MEMBER} FROM conversation_members m
     WHERE m.org_id = $1 AND m.conversation_id = $2 AND m.left_at IS NULL ORDER BY m.joined_at, m.id`,
    [orgId, conversationId],
  );
  return rows.map(toMember);
}

/** Whether anybody ever talked, in any organisation. */
export async function hasConversations(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ some: boolean }>(`SELECT has_conversations() AS some`);
  return rows[0]?.some === true;
}
