import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import type { Actor } from "../domain/actor";
import { conversationEvent, memberEvent } from "../domain/addressing";
import { relay } from "../jobs/relay";
import { noteActivity } from "../store/activity.store";
import { asActor } from "../store/context";
import { findAccess, listMembers } from "../store/conversation.read";
import { getOrCreateDirect } from "../store/conversation.store";
import { appendChatEvents } from "../store/outbox.store";

/** The conversation of the actor with a colleague, made unless it is there. Returns its id. */
export async function openDirect(actor: Actor, otherId: string): Promise<string> {
  const { orgId, personId } = actor;
  const now = clock.now();
  const conversationId = await asActor(actor, async (tx) => {
    const { id, created } = await getOrCreateDirect(tx, newId(), otherId, [newId(), newId()], now);
    const access = created ? await findAccess(tx, actor, id) : null;
    if (access === null) return id;
    const { conversation } = access;
    const occasion = () => ({ eventId: newId(), at: now.toISOString(), actorId: personId });
    await noteActivity(tx, orgId, conversation, newId(), now, { action: "conversation-created", actorId: personId });
    const members = await listMembers(tx, orgId, id);
    await appendChatEvents(tx, orgId, [
      conversationEvent("conversation-created", conversation, occasion()),
      ...members.map((member) => memberEvent("member-added", member, conversation, occasion())),
    ]);
    return id;
  });
  relay.wake();
  return conversationId;
}
