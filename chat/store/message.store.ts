import type { Tx } from "../../platform/tx";
import type { Conversation, Message } from "../contract/types";
import type { NewMessage } from "../domain/sending";

/** Stores a message; gives it with its number, which a trigger takes from the conversation. */
export async function insertMessage(
  tx: Tx,
  orgId: string,
  { kind }: Conversation,
  message: NewMessage,
): Promise<Message> {
  const { rows } = await tx.query<{ no: number }>(
    `INSERT INTO messages (id, org_id, kind, conversation_id, property_id, sender_id, sender_type, client_id, content, is_public,
                           reply_to_id, mentions, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) RETURNING no`,
    [
      message.id,
      orgId,
      kind,
      message.conversationId,
      message.propertyId,
      message.senderId,
      message.senderType,
      message.clientMessageId,
      message.content,
      message.isPublic,
      message.replyToId,
      message.mentions,
      message.createdAt,
    ],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("a message was stored without a number");
  return { ...message, no: row.no };
}

/** Writes the edited message; a trigger keeps what it said until now. */
export async function updateMessage(tx: Tx, { kind }: Conversation, message: Message): Promise<void> {
  await tx.query(
    `UPDATE messages SET content = $3, is_public = $4, mentions = $5, edited_at = $6, version = $7 WHERE kind = $1 AND id = $2`,
    [kind, message.id, message.content, message.isPublic, message.mentions, message.editedAt, message.version],
  );
}

/** Takes away all that the message said and leaves its place; a trigger takes away what it said before. */
export async function emptyMessage(tx: Tx, { kind }: Conversation, message: Message): Promise<void> {
  await tx.query(
    `UPDATE messages SET content = NULL, mentions = '{}', reactions = '{}', deleted_at = $3, version = $4 WHERE kind = $1 AND id = $2`,
    [kind, message.id, message.deletedAt, message.version],
  );
}

/** Sets or takes back the actor's reaction; false when there is no such message for them. */
export async function setReaction(tx: Tx, messageId: string, emoji: string, isOn: boolean): Promise<boolean> {
  const { rows } = await tx.query<{ done: boolean }>(`SELECT set_reaction($1, $2, $3) AS done`, [
    messageId,
    emoji,
    isOn,
  ]);
  return rows[0]?.done === true;
}
