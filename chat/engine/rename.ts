import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { ChatRefusal } from "../contract/errors";
import type { Conversation } from "../contract/types";
import type { Actor } from "../domain/actor";
import { conversationEvent } from "../domain/addressing";
import { decideManage } from "../domain/members";
import { noteActivity } from "../store/activity.store";
import { renameConversation } from "../store/conversation.store";
import { appendChatEvents } from "../store/outbox.store";
import { inside } from "./inside";

/** Gives a room that the actor manages another name (C2). */
export const rename = (
  actor: Actor,
  conversationId: string,
  version: number,
  name: string,
): Promise<Outcome<Conversation, ChatRefusal>> =>
  inside(actor, conversationId, async (tx, access) => {
    const allowed = decideManage(access);
    if (!allowed.ok) return allowed;
    const { orgId, personId } = actor;
    const renamed = await renameConversation(tx, orgId, conversationId, version, name);
    if (renamed === null) return refuse("version_conflict", { values: { version: access.conversation.version } });
    const now = clock.now();
    await noteActivity(tx, orgId, renamed, newId(), now, { action: "conversation-renamed", actorId: personId });
    const occasion = { eventId: newId(), at: now.toISOString(), actorId: personId };
    await appendChatEvents(tx, orgId, [conversationEvent("conversation-renamed", renamed, occasion)]);
    return accept(renamed);
  });
