import { validate as isUuid } from "uuid";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { Tx } from "../../platform/tx";
import type { ChatRefusal } from "../contract/errors";
import type { Conversation, Message } from "../contract/types";
import type { Access, Actor } from "../domain/actor";
import { hiddenEvent, messageEvent } from "../domain/addressing";
import { decideEdit, type Edit, type EditRequest } from "../domain/editing";
import { eraseSoon } from "../jobs/erasing";
import { relay } from "../jobs/relay";
import { noteActivity } from "../store/activity.store";
import { asActor } from "../store/context";
import { lockAccess } from "../store/conversation.store";
import { findMessage, findPlace } from "../store/message.read";
import { updateMessage } from "../store/message.store";
import { appendChatEvents, eraseContentEvents } from "../store/outbox.store";
import { keepPace } from "./pace";
import { notifyReaders } from "./readers";

/** Runs `work` on a message that the actor sees, under the lock of its conversation. */
export async function changeMessage<T>(
  actor: Actor,
  messageId: string,
  work: (tx: Tx, access: Access, message: Message) => Promise<Outcome<T, ChatRefusal>>,
): Promise<Outcome<T, ChatRefusal>> {
  let conversationId: string | null = null;
  const outcome = await asActor(actor, async (tx): Promise<Outcome<T, ChatRefusal>> => {
    const unknown = refuse("message_not_found", { values: { id: messageId } });
    conversationId = isUuid(messageId) ? await findPlace(tx, actor.orgId, messageId) : null;
    const access = conversationId === null ? null : await lockAccess(tx, actor, conversationId);
    const message = access === null ? null : await findMessage(tx, access, messageId);
    return access === null || message === null ? unknown : work(tx, access, message);
  });
  if (outcome.ok && conversationId !== null) {
    relay.wake();
    notifyReaders(conversationId);
  }
  return outcome;
}

/** Edits a message of the actor's, keeps what it said before, and tells who may see it (C6). */
export async function editMessage(
  actor: Actor,
  messageId: string,
  request: EditRequest,
): Promise<Outcome<Message, ChatRefusal>> {
  const outcome = await changeMessage(actor, messageId, async (tx, access, message) => {
    const decided = decideEdit(message, request, actor, access);
    if (!decided.ok) return decided;
    if (!decided.value.changes) return accept(message);
    const paced = await keepPace(tx, actor, "change", clock.now());
    return paced.ok ? accept(await edit(tx, actor, access.conversation, message, decided.value)) : paced;
  });
  eraseSoon();
  return outcome;
}

async function edit(
  tx: Tx,
  { orgId, personId }: Actor,
  conversation: Conversation,
  message: Message,
  { content, isPublic, hides }: Edit,
): Promise<Message> {
  const now = clock.now();
  const at = now.toISOString();
  const occasion = () => ({ eventId: newId(), at, actorId: personId });
  // To who is not internal the message goes, as one version; to the others it says something else, as the next.
  const version = message.version + (hides ? 2 : 1);
  const edited: Message = { ...message, content, isPublic, version, editedAt: at };
  await updateMessage(tx, conversation, edited);
  const deed = { actorId: personId, messageId: message.id, isPublic };
  if (content !== message.content)
    await noteActivity(tx, orgId, conversation, newId(), now, { action: "message-edited", ...deed });
  if (isPublic !== message.isPublic)
    await noteActivity(tx, orgId, conversation, newId(), now, { action: "visibility-changed", ...deed });
  if (hides) await eraseContentEvents(tx, orgId, message.id);
  await appendChatEvents(tx, orgId, [
    ...(hides ? [hiddenEvent({ ...message, version: version - 1 }, conversation, occasion())] : []),
    messageEvent("message-edited", edited, conversation, occasion()),
  ]);
  return edited;
}
