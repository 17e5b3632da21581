import { validate as isUuid } from "uuid";
import { type Outcome, refuse } from "../../platform/outcome";
import type { Tx } from "../../platform/tx";
import type { ChatRefusal } from "../contract/errors";
import type { Access, Actor } from "../domain/actor";
import { relay } from "../jobs/relay";
import { asActor } from "../store/context";
import { lockAccess } from "../store/conversation.store";

/** Runs `work` under the lock of a conversation that the actor is in. */
export async function inside<T>(
  actor: Actor,
  conversationId: string,
  work: (tx: Tx, access: Access & { lastNo: number }) => Promise<Outcome<T, ChatRefusal>>,
): Promise<Outcome<T, ChatRefusal>> {
  const outcome = await asActor(actor, async (tx): Promise<Outcome<T, ChatRefusal>> => {
    const access = isUuid(conversationId) ? await lockAccess(tx, actor, conversationId) : null;
    if (access === null) return refuse("conversation_not_found", { values: { id: conversationId } });
    return work(tx, access);
  });
  relay.wake();
  return outcome;
}
