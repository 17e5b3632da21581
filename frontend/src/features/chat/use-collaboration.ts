import { useEffect, useState, useSyncExternalStore } from "react";
import { type Around, CollaborationLink } from "./collaboration-link";

/** Who types and who is there, as long as the chat is open; and the link to say so oneself. */
export function useCollaboration(): { link: CollaborationLink; around: Around } {
  const [link] = useState(() => new CollaborationLink());
  useEffect(() => link.start(), [link]);
  return { link, around: useSyncExternalStore(link.subscribe, link.view) };
}
