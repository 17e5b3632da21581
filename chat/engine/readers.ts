type Hear = (conversationId: string) => void;

const listeners = new Set<Hear>();

/** Calls back whenever this process changed a conversation's messages. Returns what ends it. */
export function onChanged(hear: Hear): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

/** To be called after the commit of whatever changed messages of a conversation. */
export function notifyReaders(conversationId: string): void {
  for (const hear of listeners) hear(conversationId);
}
