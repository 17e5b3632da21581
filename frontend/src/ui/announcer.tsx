import { type ReactNode, useSyncExternalStore } from "react";

let message = "";
const listeners = new Set<() => void>();

/** Has the page's one polite live region say this. */
export function announce(text: string): void {
  // The same words again would not be read out; a trailing space makes them new.
  message = text === message ? `${text}\u00a0` : text;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The live region itself; stands once in the page. */
export function Announcer(): ReactNode {
  const text = useSyncExternalStore(subscribe, () => message);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
