import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { validate as isUuid } from "uuid";
import { chatErrors } from "../contract/errors";
import type { ConversationView } from "../contract/types";
import type { Actor } from "../domain/actor";
import { asActor } from "../store/context";
import { listConversations } from "../store/conversation-list.read";

/** The conversation as the actor sees it; one that is none of theirs answers like one that does not exist. */
export async function viewOf(actor: Actor, id: string): Promise<ConversationView> {
  const filter = { propertyId: null, kind: null, id };
  const page = isUuid(id) ? await asActor(actor, (tx) => listConversations(tx, actor, filter, 1, null)) : null;
  return page?.data[0] ?? orThrow(refuse("conversation_not_found", { values: { id } }), chatErrors);
}
