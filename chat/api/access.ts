import { validate as isUuid } from "uuid";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import type { Tx } from "../../platform/tx";
import { chatErrors } from "../contract/errors";
import type { Message } from "../contract/types";
import type { Access, Actor } from "../domain/actor";
import { asActor } from "../store/context";
import { findAccess } from "../store/conversation.read";
import { findMessage, findPlace } from "../store/message.read";

/** Runs `work` for the actor within a conversation. One that is none of theirs answers like one that does not exist. */
export function inConversation<T>(actor: Actor, id: string, work: (tx: Tx, access: Access) => Promise<T>): Promise<T> {
  return asActor(actor, async (tx) => {
    const access = isUuid(id) ? await findAccess(tx, actor, id) : null;
    return work(tx, access ?? orThrow(refuse("conversation_not_found", { values: { id } }), chatErrors));
  });
}

/** Runs `work` for the actor with a message that they see. One that they do not see answers like one that does not exist. */
export function withMessage<T>(
  actor: Actor,
  id: string,
  work: (tx: Tx, access: Access, message: Message) => Promise<T>,
): Promise<T> {
  return asActor(actor, async (tx) => {
    const place = isUuid(id) ? await findPlace(tx, actor.orgId, id) : null;
    const access = place === null ? null : await findAccess(tx, actor, place);
    const message = access === null ? null : await findMessage(tx, access, id);
    if (access === null || message === null)
      return orThrow(refuse("message_not_found", { values: { id } }), chatErrors);
    return work(tx, access, message);
  });
}
