import { iso, tuple, uuid } from "zod";
import { keyset, type Page, toPage } from "../../platform/pages";
import type { Tx } from "../../platform/tx";
import type { ConversationKind, ConversationView, Message } from "../contract/types";
import type { Actor } from "../domain/actor";
import { type MemberJson, MEMBERSHIP, membershipOf, MINE, mineOf } from "./conversation.read";
import { CONVERSATION, type ConversationRow, MESSAGE, type MessageRow, toConversation, toMessage } from "./rows";

export interface ConversationFilter {
  /** Null: every property, and what belongs to none. */
  propertyId: number | null;
  /** Null: everything but visitors. */
  kind: ConversationKind | null;
  /** Null: all of them. */
  id: string | null;
}

/** When the newest message came (UTC, milliseconds) and id of the last conversation of a page. */
export const conversationCursor = keyset(tuple([iso.datetime({ precision: 3 }), uuid()]));
export type ConversationPosition = [lastMessageAt: string, id: string];

interface Row extends ConversationRow {
  member: MemberJson | null;
  other_person_id: string | null;
  last_message_at: Date;
  unread: number;
  mentioned: number;
  last_message_id: string | null;
}

/** Unread messages are counted up to this: how long somebody was away must not make their list slow. */
const COUNTED = 100;

/** What the actor sees of a conversation's messages (g). */
const SEEN = `g.kind = c.kind AND g.conversation_id = c.id AND (m.person_id IS NULL OR m.is_internal OR g.is_public)`;

/** A page of the actor's conversations, the one with the newest message first, after the position. */
export async function listConversations(
  tx: Tx,
  actor: Actor,
  filter: ConversationFilter,
  limit: number,
  after: ConversationPosition | null,
): Promise<Page<ConversationView>> {
  const { rows } = await tx.query<Row>(
    `SELECT ${CONVERSATION}, ${MEMBERSHIP}, c.last_message_at, u.unread, u.mentioned, l.id AS last_message_id,
       CASE WHEN c.kind = 'direct' THEN CASE WHEN c.person_low = $2 THEN c.person_high ELSE c.person_low END END AS other_person_id
     FROM ${MINE.from}
     LEFT JOIN LATERAL (
       SELECT count(*) AS unread, count(*) FILTER (WHERE $2 = ANY(n.mentions)) AS mentioned FROM (
         SELECT g.mentions FROM messages g
         WHERE ${SEEN} AND g.no > coalesce(m.read_no, 0) AND g.sender_id <> $2 AND g.deleted_at IS NULL
         ORDER BY g.no DESC LIMIT ${COUNTED}
       ) n
     ) u ON true
     LEFT JOIN LATERAL (SELECT g.id FROM messages g WHERE ${SEEN} ORDER BY g.no DESC LIMIT 1) l ON true
     WHERE ${MINE.where}
       AND ($5::int IS NULL OR c.property_id = $5)
       AND CASE WHEN $6::text IS NULL THEN c.kind <> 'visitor' OR $7::uuid IS NOT NULL ELSE c.kind = $6 END
       AND ($7::uuid IS NULL OR c.id = $7)
       AND ($8::timestamptz IS NULL OR (c.last_message_at, c.id) < ($8, $9::uuid))
     ORDER BY c.last_message_at DESC, c.id DESC LIMIT $10`,
    [...mineOf(actor), filter.propertyId, filter.kind, filter.id, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  const page = toPage(rows, limit, (last) => conversationCursor.encode([last.last_message_at.toISOString(), last.id]));
  const newest = await findMessages(tx, page.data);
  return { ...page, data: page.data.map((row) => toView(row, newest)) };
}

async function findMessages(tx: Tx, rows: readonly Row[]): Promise<Map<string, Message>> {
  const ids = rows.flatMap(({ last_message_id }) => last_message_id ?? []);
  const found = await tx.query<MessageRow>(`SELECT ${MESSAGE} FROM messages g WHERE g.id = ANY($1::uuid[])`, [ids]);
  return new Map(found.rows.map((row) => [row.id, toMessage(row)]));
}

const toView = (row: Row, newest: ReadonlyMap<string, Message>): ConversationView => ({
  conversation: toConversation(row),
  membership: membershipOf(row.member),
  otherPersonId: row.other_person_id,
  unreadCount: row.unread,
  mentionCount: row.mentioned,
  lastMessage: newest.get(row.last_message_id ?? "") ?? null,
});
