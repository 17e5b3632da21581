import type { Conversation, Message } from "../contract/types";
import type { Actor } from "../domain/actor";
import { asActor } from "../store/context";
import { findAccess } from "../store/conversation.read";
import { findLastSeenChange, listChanges, listHistory } from "../store/message.read";

/** As many messages as one answer holds. */
const MOST = 100;

export interface VisitorPage {
  conversation: Conversation;
  /** The newest, newest first; or what came or changed since, in that order. Null: what the reader has is the newest. */
  messages: Message[] | null;
  /** What to ask from next time: the newest change of the conversation that the reader sees and knows of now. */
  cursor: number;
}

/**
 * Messages of a visitor's conversation for the visitor, or for who answers visitors there; null when it is none of those.
 * @param since a cursor; null for the newest messages
 * @param known the cursor of the answer that the reader has; then nothing is read while it is still the newest
 */
export function readVisitorPage(
  actor: Actor,
  id: string,
  since: number | null,
  known: number | null,
): Promise<VisitorPage | null> {
  return asActor(actor, async (tx) => {
    const access = await findAccess(tx, actor, id);
    if (access === null || access.conversation.kind !== "visitor") return null;
    const { conversation } = access;
    // Before the messages: what changes in between comes once more, and is never left out.
    const lastChange = await findLastSeenChange(tx, access);
    if (known !== null && known >= lastChange) return { conversation, messages: null, cursor: lastChange };
    if (since === null) {
      const { data } = await listHistory(tx, access, MOST, null);
      return { conversation, messages: data, cursor: lastChange };
    }
    const changes = await listChanges(tx, access, since, MOST);
    const changeNo = changes.at(-1)?.no ?? since;
    const cursor = changes.length < MOST ? Math.max(changeNo, lastChange) : changeNo;
    return { conversation, messages: changes.map(({ message }) => message), cursor };
  });
}
