import { iso, tuple, uuid } from "zod";
import { keyset, type Page, toPage } from "../../platform/pages";
import type { Tx } from "../../platform/tx";
import type { Activity, ActivityAction, Conversation } from "../contract/types";
import type { Access } from "../domain/actor";

export interface Deed {
  action: ActivityAction;
  actorId: string;
  messageId?: string;
  personId?: string;
  isPublic?: boolean;
}

/** Notes what was done in a conversation. */
export async function noteActivity(
  tx: Tx,
  orgId: string,
  { id, kind, propertyId }: Conversation,
  entryId: string,
  at: Date,
  deed: Deed,
): Promise<void> {
  await tx.query(
    `INSERT INTO conversation_activity (id, org_id, kind, conversation_id, property_id, actor_id, action, message_id, person_id,
                                        is_public, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      entryId,
      orgId,
      kind,
      id,
      propertyId,
      deed.actorId,
      deed.action,
      deed.messageId ?? null,
      deed.personId ?? null,
      deed.isPublic ?? null,
      at,
    ],
  );
}

export const activityCursor = keyset(tuple([iso.datetime({ precision: 3 }), uuid()]));
export type ActivityPosition = [at: string, id: string];

interface ActivityRow {
  id: string;
  action: ActivityAction;
  actor_id: string;
  message_id: string | null;
  person_id: string | null;
  is_public: boolean | null;
  at: Date;
}

/** The record of a conversation, newest first; what is about internal messages only for who is internal. */
export async function listActivity(
  tx: Tx,
  access: Access,
  limit: number,
  after: ActivityPosition | null,
): Promise<Page<Activity>> {
  const { rows } = await tx.query<ActivityRow>(
    `SELECT id, action, actor_id, message_id, person_id, is_public, at FROM conversation_activity
     WHERE conversation_id = $1 AND (is_public IS NOT FALSE OR $2)
       AND ($3::timestamptz IS NULL OR (at, id) < ($3, $4::uuid))
     ORDER BY at DESC, id DESC LIMIT $5`,
    [access.conversation.id, access.isInternal, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  const entries = rows.map((row) => ({
    id: row.id,
    action: row.action,
    actorId: row.actor_id,
    messageId: row.message_id,
    personId: row.person_id,
    isPublic: row.is_public,
    at: row.at.toISOString(),
  }));
  return toPage(entries, limit, (last) => activityCursor.encode([last.at, last.id]));
}
