import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { accept, type Outcome } from "../../platform/outcome";
import type { Actor } from "../domain/actor";
import { conversationEvent, memberEvent } from "../domain/addressing";
import { relay } from "../jobs/relay";
import { noteActivity } from "../store/activity.store";
import { asActor } from "../store/context";
import { findAccess, findDirect, listMembers } from "../store/conversation.read";
import { getOrCreateDirect } from "../store/conversation.store";
import { appendChatEvents } from "../store/outbox.store";
import { keepPace } from "./pace";

/** The id of the actor's conversation with a colleague, made unless it is there. */
export async function openDirect(actor: Actor, otherId: string): Promise<Outcome<string, "rate_limited">> {
  const { orgId, personId } = actor;
  const now = clock.now();
  const outcome = await asActor(actor, async (tx) => {
    const known = await findDirect(tx, orgId, [personId, otherId]);
    if (known !== null) return accept(known);
    const paced = await keepPace(tx, actor, "begin", now);
    if (!paced.ok) return paced;
    const { id, created } = await getOrCreateDirect(tx, newId(), otherId, [newId(), newId()], now);
    const access = created ? await findAccess(tx, actor, id) : null;
    if (access === null) return accept(id);
    const { conversation } = access;
    const occasion = () => ({ eventId: newId(), at: now.toISOString(), actorId: personId });
    await noteActivity(tx, orgId, conversation, newId(), now, { action: "conversation-created", actorId: personId });
    const members = await listMembers(tx, orgId, id);
    await appendChatEvents(tx, orgId, [
      conversationEvent("conversation-created", conversation, occasion()),
      ...members.map((member) => memberEvent("member-added", member, conversation, occasion())),
    ]);
    return accept(id);
  });
  relay.wake();
  return outcome;
}
