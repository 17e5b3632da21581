import { validate as isUuid } from "uuid";
import { clock } from "../../platform/clock";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { Tx } from "../../platform/tx";
import type { ChatRefusal } from "../contract/errors";
import type { Message } from "../contract/types";
import type { Access, Actor } from "../domain/actor";
import { messageEvent } from "../domain/addressing";
import { checkClientId, decideSend, type SendRequest } from "../domain/sending";
import { relay } from "../jobs/relay";
import { noteActivity } from "../store/activity.store";
import { asActor } from "../store/context";
import { findAccess, listMembers } from "../store/conversation.read";
import { lockAccess } from "../store/conversation.store";
import { findByClientId, findMessage } from "../store/message.read";
import { insertMessage } from "../store/message.store";
import { appendChatEvents } from "../store/outbox.store";
import { keepTimes } from "../store/rate.store";
import { askPace } from "./pace";
import { notifyReaders } from "./readers";

/**
 * Sends a message in a conversation of the actor's and tells its members. A repeat under the same Idempotency-Key or client message id
 * gets the message as it is now and sends nothing.
 */
export async function sendMessage(
  actor: Actor,
  conversationId: string,
  request: SendRequest,
  idempotencyKey?: string,
): Promise<Outcome<Message, ChatRefusal>> {
  const whose = { orgId: actor.orgId, personId: actor.personId, endpoint: "chat.sendMessage", key: idempotencyKey };
  const outcome = await asActor(actor, async (tx): Promise<Outcome<Message, ChatRefusal>> => {
    const access = isUuid(conversationId) ? await findAccess(tx, actor, conversationId) : null;
    if (access === null) return notAMember(conversationId);
    // The answer that is kept holds no content: a message that is deleted is gone there as well.
    const sent = await once(tx, whose, { conversationId, ...request }, clock.now(), () =>
      send(tx, actor, conversationId, request),
    );
    if (!sent.ok) return sent;
    const message = await findMessage(tx, access, sent.value.id);
    return message === null ? refuse("message_not_found", { values: sent.value }) : accept(message);
  });
  if (outcome.ok) notifyReaders(outcome.value.conversationId);
  relay.wake();
  return outcome;
}

async function send(
  tx: Tx,
  actor: Actor,
  conversationId: string,
  request: SendRequest,
): Promise<Outcome<{ id: string }, ChatRefusal>> {
  const { orgId, personId } = actor;
  const now = clock.now();
  const misnamed = checkClientId(request.clientMessageId);
  if (misnamed !== null) return refuse("request_invalid", { errors: [misnamed] });
  const rate = await askPace(tx, actor, "send", now);
  const access = await lockAccess(tx, actor, conversationId);
  if (access === null) return notAMember(conversationId);
  const { conversation } = access;
  if (request.clientMessageId !== undefined) {
    const first = await findByClientId(tx, access, personId, request.clientMessageId);
    if (first !== null) return accept({ id: first });
  }
  if (!rate.ok) return rate;
  const decided = decideSend(request, {
    id: newId(),
    now,
    actor,
    access,
    replyTo: await findReplied(tx, access, request.replyToId),
    members: await membersFor(tx, orgId, conversation.id, request.mentions ?? []),
  });
  if (!decided.ok) return decided;
  await keepTimes(tx, orgId, personId, "send", rate.value);
  const message = await insertMessage(tx, orgId, conversation, decided.value);
  const deed = {
    action: "message-sent",
    actorId: personId,
    messageId: message.id,
    isPublic: message.isPublic,
  } as const;
  await noteActivity(tx, orgId, conversation, newId(), now, deed);
  const occasion = { eventId: newId(), at: message.createdAt, actorId: personId };
  await appendChatEvents(tx, orgId, [messageEvent("message-sent", message, conversation, occasion)]);
  return accept({ id: message.id });
}

const notAMember = (id: string) => refuse("not_a_member" as const, { values: { id } });

const findReplied = async (tx: Tx, access: Access, id: string | undefined): Promise<Message | null> =>
  id !== undefined && isUuid(id) ? findMessage(tx, access, id) : null;

/** Who is in the conversation, where a message mentions somebody. */
async function membersFor(tx: Tx, orgId: string, conversationId: string, mentions: readonly string[]) {
  const members = mentions.length === 0 ? [] : await listMembers(tx, orgId, conversationId);
  return new Map(members.map((member) => [member.personId, member]));
}
