import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { ChatRefusal } from "../contract/errors";
import type { Message } from "../contract/types";
import type { Actor } from "../domain/actor";
import { messageEvent } from "../domain/addressing";
import { decideReaction } from "../domain/reactions";
import { findMessage } from "../store/message.read";
import { setReaction } from "../store/message.store";
import { appendChatEvents } from "../store/outbox.store";
import { changeMessage } from "./edit";
import { keepPace } from "./pace";

/** Sets or takes back the actor's reaction to a message that they see (C8). */
export function react(
  actor: Actor,
  messageId: string,
  emoji: string,
  isOn: boolean,
): Promise<Outcome<Message, ChatRefusal>> {
  const { orgId, personId } = actor;
  const now = clock.now();
  return changeMessage(actor, messageId, async (tx, access, message) => {
    const decided = decideReaction(message, personId, emoji, isOn);
    if (!decided.ok) return decided;
    if (!decided.value.changes) return accept(message);
    const paced = await keepPace(tx, actor, "change", now);
    if (!paced.ok) return paced;
    await setReaction(tx, messageId, emoji, isOn);
    const changed = await findMessage(tx, access, messageId);
    if (changed === null) return refuse("message_not_found", { values: { id: messageId } });
    const occasion = { eventId: newId(), at: now.toISOString(), actorId: personId };
    await appendChatEvents(tx, orgId, [messageEvent("message-reacted", changed, access.conversation, occasion)]);
    return accept(changed);
  });
}
