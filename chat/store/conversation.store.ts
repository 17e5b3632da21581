import type { Tx } from "../../platform/tx";
import type { Conversation } from "../contract/types";
import type { Access, Actor } from "../domain/actor";
import { findAccess } from "./conversation.read";
import { CONVERSATION, type ConversationRow, toConversation } from "./rows";

export async function insertConversation(tx: Tx, orgId: string, conversation: Conversation): Promise<void> {
  const { id, kind, propertyId, name, createdBy, createdAt } = conversation;
  await tx.query(
    `INSERT INTO conversations (id, org_id, kind, property_id, name, created_by, created_at, updated_at, last_message_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $7)`,
    [id, orgId, kind, propertyId, name, createdBy, createdAt],
  );
}

/** Locks the conversation for the rest of the transaction: whatever changes in it happens under this lock. */
export async function lockConversation(tx: Tx, orgId: string, id: string): Promise<{ lastNo: number }> {
  const { rows } = await tx.query<{ last_no: number }>(
    `SELECT last_no FROM conversations WHERE org_id = $1 AND id = $2 FOR UPDATE`,
    [orgId, id],
  );
  return { lastNo: rows[0]?.last_no ?? 0 };
}

/**
 * Locks the conversation and tells what the actor is in it from then on, whatever it was before the wait; null when it is none of theirs.
 * `lastNo`: of its newest message.
 */
export async function lockAccess(tx: Tx, actor: Actor, id: string): Promise<(Access & { lastNo: number }) | null> {
  const { lastNo } = await lockConversation(tx, actor.orgId, id);
  const access = await findAccess(tx, actor, id);
  return access === null ? null : { ...access, lastNo };
}

/** The conversation of two people, and whether it was made just now. Any number may ask at once. */
export async function getOrCreateDirect(
  tx: Tx,
  newId: string,
  otherId: string,
  memberIds: [string, string],
  now: Date,
): Promise<{ id: string; created: boolean }> {
  const { rows } = await tx.query<{ conversation: string; created: boolean }>(
    `SELECT conversation, created FROM get_or_create_conversation($1, $2, $3::uuid[], $4)`,
    [newId, otherId, memberIds, now],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("get_or_create_conversation gave nothing");
  return { id: row.conversation, created: row.created };
}

/** Gives it another name; null when it is not at that version any more. */
export async function renameConversation(
  tx: Tx,
  orgId: string,
  id: string,
  version: number,
  name: string,
): Promise<Conversation | null> {
  const { rows } = await tx.query<ConversationRow>(
    `UPDATE conversations c SET name = $4, version = version + 1 WHERE org_id = $1 AND id = $2 AND version = $3
     RETURNING ${CONVERSATION}`,
    [orgId, id, version, name],
  );
  return rows[0] === undefined ? null : toConversation(rows[0]);
}
