import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { accept, type Outcome } from "../../platform/outcome";
import type { ChatRefusal } from "../contract/errors";
import type { Message } from "../contract/types";
import type { Actor } from "../domain/actor";
import { messageEvent } from "../domain/addressing";
import { decideDelete } from "../domain/editing";
import { eraseSoon } from "../jobs/erasing";
import { noteActivity } from "../store/activity.store";
import { eraseFilesOf } from "../store/file-erasure.store";
import { emptyMessage } from "../store/message.store";
import { appendChatEvents, eraseContentEvents } from "../store/outbox.store";
import { changeMessage } from "./edit";

/** Deletes what a message said, everywhere, and leaves its place (C7). A second time changes nothing. */
export async function deleteMessage(actor: Actor, messageId: string): Promise<Outcome<Message, ChatRefusal>> {
  const { orgId, personId } = actor;
  const outcome = await changeMessage(actor, messageId, async (tx, access, message) => {
    const decided = decideDelete(message, actor, access);
    if (!decided.ok) return decided;
    if (message.deletedAt !== null) return accept(message);
    const { conversation } = access;
    const now = clock.now();
    const at = now.toISOString();
    const emptied: Message = {
      ...message,
      version: message.version + 1,
      content: null,
      mentions: [],
      reactions: [],
      deletedAt: at,
    };
    await emptyMessage(tx, conversation, emptied);
    const deed = { action: "message-deleted", actorId: personId, messageId, isPublic: message.isPublic } as const;
    await noteActivity(tx, orgId, conversation, newId(), now, deed);
    await eraseContentEvents(tx, orgId, messageId);
    await eraseFilesOf(tx, { orgId, messageId, actorId: personId });
    const occasion = { eventId: newId(), at, actorId: personId };
    await appendChatEvents(tx, orgId, [messageEvent("message-deleted", emptied, conversation, occasion)]);
    return accept(emptied);
  });
  eraseSoon();
  return outcome;
}
