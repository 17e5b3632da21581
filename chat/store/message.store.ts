import type { Tx } from "../../platform/tx";
import type { Conversation, Message } from "../contract/types";

/** Stores a message under its numbers, which the conversation's lock gave. */
export async function insertMessage(
  tx: Tx,
  orgId: string,
  { kind }: Conversation,
  message: Message,
  changeNo: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO messages (id, org_id, kind, conversation_id, property_id, no, change_no, sender_id, sender_type, client_id, content,
                           is_public, reply_to_id, mentions, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)`,
    [
      message.id,
      orgId,
      kind,
      message.conversationId,
      message.propertyId,
      message.no,
      changeNo,
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
}

/** Keeps what the message says until now, before it is edited. */
export async function keepRevision(tx: Tx, orgId: string, { kind }: Conversation, message: Message): Promise<void> {
  await tx.query(
    `INSERT INTO message_revisions (org_id, kind, conversation_id, property_id, message_id, version, content, is_public, written_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      orgId,
      kind,
      message.conversationId,
      message.propertyId,
      message.id,
      message.version,
      message.content,
      message.isPublic,
      message.editedAt ?? message.createdAt,
    ],
  );
}

/** Writes the edited message. */
export async function updateMessage(tx: Tx, { kind }: Conversation, message: Message, changeNo: number): Promise<void> {
  await tx.query(
    `UPDATE messages SET content = $3, is_public = $4, mentions = $5, edited_at = $6, version = $7, change_no = $8
     WHERE kind = $1 AND id = $2`,
    [
      kind,
      message.id,
      message.content,
      message.isPublic,
      message.mentions,
      message.editedAt,
      message.version,
      changeNo,
    ],
  );
}

/** Takes away all that the message said, now and before, and leaves its place. */
export async function emptyMessage(tx: Tx, { kind }: Conversation, message: Message, changeNo: number): Promise<void> {
  await tx.query(
    `UPDATE messages SET content = NULL, mentions = '{}', reactions = '{}', deleted_at = $3, version = $4, change_no = $5
     WHERE kind = $1 AND id = $2`,
    [kind, message.id, message.deletedAt, message.version, changeNo],
  );
  await tx.query(`DELETE FROM message_revisions WHERE conversation_id = $1 AND message_id = $2`, [
    message.conversationId,
    message.id,
  ]);
}

/** Sets or takes back the actor's reaction; false when there is no such message for them. */
export async function setReaction(
  tx: Tx,
  messageId: string,
  emoji: string,
  isOn: boolean,
  changeNo: number,
): Promise<boolean> {
  const { rows } = await tx.query<{ done: boolean }>(`SELECT set_reaction($1, $2, $3, $4) AS done`, [
    messageId,
    emoji,
    isOn,
    changeNo,
  ]);
  return rows[0]?.done === true;
}
