import { useEffect, useState } from "react";
import type { contract } from "../../api/client.gen";
import { useMarkRead } from "./chat.queries";
import type { ShownMessage } from "./timeline";

/**
 * Moves the reader's marker on while the newest message is in sight: the page is the one that is looked at, and the list is at its
 * end. `readBefore` is what was read when the conversation was opened.
 */
export function useRead({ conversation, membership }: contract.ConversationView, messages: readonly ShownMessage[]) {
  const { mutate } = useMarkRead(conversation.id);
  const [readBefore] = useState(membership?.readNo ?? Infinity);
  const [isAtBottom, onBottom] = useState(true);
  const isLookedAt = useLookedAt();
  const newest = messages.at(-1)?.no ?? 0;
  const isNew = membership !== null && newest > membership.readNo;
  useEffect(() => {
    if (isNew && isAtBottom && isLookedAt) mutate(newest);
  }, [isNew, isAtBottom, isLookedAt, newest, mutate]);
  return { readBefore, onBottom };
}

/** Whether the page is in front of somebody. */
function useLookedAt(): boolean {
  const [isVisible, setVisible] = useState(() => document.visibilityState === "visible");
  useEffect(() => {
    const onChange = (): void => setVisible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);
  return isVisible;
}
