import { number } from "zod";
import { keyset, type Page, toPage } from "../../platform/pages";
import type { Tx } from "../../platform/tx";
import type { Message, MessageRevision } from "../contract/types";
import type { Access } from "../domain/actor";
import { MESSAGE, type MessageRow, toMessage } from "./rows";

/** Number of the last message of a page. */
export const historyCursor = keyset(number().int().positive());

/** What of the conversation's messages (g) the reader sees: $1 conversation, $2 whether internal ones too. */
const SEEN = `g.conversation_id = $1 AND (g.is_public OR $2)`;

const seenBy = ({ conversation, isInternal }: Access): unknown[] => [conversation.id, isInternal];

/** A page of the history, newest first, of messages before the number. */
export async function listHistory(
  tx: Tx,
  access: Access,
  limit: number,
  before: number | null,
): Promise<Page<Message>> {
  const { rows } = await tx.query<MessageRow>(
    `SELECT ${MESSAGE} FROM messages g WHERE ${SEEN} AND g.kind = $3 AND ($4::bigint IS NULL OR g.no < $4)
     ORDER BY g.no DESC LIMIT $5`,
    [...seenBy(access), access.conversation.kind, before, limit + 1],
  );
  return toPage(rows.map(toMessage), limit, (last) => historyCursor.encode(last.no));
}

/** A message as it is now, and the number of the conversation's change that made it so. */
export interface Change {
  message: Message;
  no: number;
}

/** What came or changed after the change number, in the order of the newest changes. */
export async function listChanges(tx: Tx, access: Access, after: number, limit: number): Promise<Change[]> {
  const { rows } = await tx.query<MessageRow & { change_no: number }>(
    `SELECT ${MESSAGE}, g.change_no FROM messages g WHERE ${SEEN} AND g.kind = $3 AND g.change_no > $4
     ORDER BY g.change_no LIMIT $5`,
    [...seenBy(access), access.conversation.kind, after, limit],
  );
  return rows.map((row) => ({ message: toMessage(row), no: row.change_no }));
}

/** The newest change of what the reader sees: it moves with nothing else, so it tells of nothing else. */
export async function findLastSeenChange(tx: Tx, access: Access): Promise<number> {
  const { rows } = await tx.query<{ change_no: number }>(
    `SELECT g.change_no FROM messages g WHERE ${SEEN} AND g.kind = $3 ORDER BY g.change_no DESC LIMIT 1`,
    [...seenBy(access), access.conversation.kind],
  );
  return rows[0]?.change_no ?? 0;
}

/** The conversation's message; null when the reader sees none with the id there. */
export async function findMessage(tx: Tx, access: Access, id: string): Promise<Message | null> {
  const { rows } = await tx.query<MessageRow>(
    `SELECT ${MESSAGE} FROM messages g WHERE ${SEEN} AND g.kind = $3 AND g.id = $4`,
    [...seenBy(access), access.conversation.kind, id],
  );
  return rows[0] === undefined ? null : toMessage(rows[0]);
}

/** Where a message of the organisation is; null when the actor sees none with the id. */
export async function findPlace(tx: Tx, orgId: string, id: string): Promise<string | null> {
  const { rows } = await tx.query<{ conversation_id: string }>(
    `SELECT conversation_id FROM messages WHERE org_id = $1 AND id = $2`,
    [orgId, id],
  );
  return rows[0]?.conversation_id ?? null;
}

/** The sender's message that they called this; null when there is none yet. */
export async function findByClientId(
  tx: Tx,
  access: Access,
  senderId: string,
  clientId: string,
): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM messages WHERE kind = $1 AND conversation_id = $2 AND sender_id = $3 AND client_id = $4`,
    [access.conversation.kind, access.conversation.id, senderId, clientId],
  );
  return rows[0]?.id ?? null;
}

/** What the message said before, oldest first. */
export async function listRevisions(tx: Tx, access: Access, messageId: string): Promise<MessageRevision[]> {
  const { rows } = await tx.query<{ version: number; content: string; is_public: boolean; written_at: Date }>(
    `SELECT g.version, g.content, g.is_public, g.written_at FROM message_revisions g
     WHERE ${SEEN} AND g.message_id = $3 ORDER BY g.version`,
    [...seenBy(access), messageId],
  );
  return rows.map(({ version, content, is_public, written_at }) => ({
    version,
    content,
    isPublic: is_public,
    writtenAt: written_at.toISOString(),
  }));
}
