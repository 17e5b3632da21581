import { useCallback, useState } from "react";
import { readStoredJson, writeStored } from "../../lib/storage";
import { type Draft, EMPTY_DRAFT, isKeptDraft, type KeptDraft } from "./booking";

interface KeptDraftHandle {
  /** What an earlier visit left, or an empty form. */
  initial: Draft;
  /** Goes with every attempt to send this draft. */
  key: () => string;
  keep: (draft: Draft) => void;
  /** The next draft is another entry, with a key of its own. */
  renew: () => void;
}

/** randomUUID exists in secure contexts only; a desk may be reached by plain http in the house. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A draft that survives reloads, one per person and property: its key too, so that sending it again books nothing twice. */
export function useDraft(personId: string, propertyId: number): KeptDraftHandle {
  const place = `lobby.draft.revenue.${personId}.${propertyId}`;
  const [kept] = useState((): { current: KeptDraft } => ({
    current: readStoredJson(place, isKeptDraft) ?? { key: newKey(), draft: EMPTY_DRAFT },
  }));
  const [initial] = useState(kept.current.draft);
  const keep = useCallback(
    (draft: Draft) => {
      kept.current = { ...kept.current, draft };
      writeStored(place, JSON.stringify(kept.current));
    },
    [kept, place],
  );
  const renew = useCallback(() => {
    kept.current = { ...kept.current, key: newKey() };
    writeStored(place, null);
  }, [kept, place]);
  return { initial, key: () => kept.current.key, keep, renew };
}
