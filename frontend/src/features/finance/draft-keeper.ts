import { readStoredJson, writeStored } from "../../lib/storage";
import { type Draft, EMPTY_DRAFT, isKeptDraft, type KeptDraft } from "./booking";

/** A draft that survives reloads, one per person and property: its key too, so that sending it again books nothing twice. */
export class DraftKeeper {
  readonly #place: string;
  /** What an earlier visit left, or an empty form. */
  readonly initial: Draft;
  #kept: KeptDraft;

  constructor(personId: string, propertyId: number) {
    this.#place = `lobby.draft.revenue.${personId}.${propertyId}`;
    this.#kept = readStoredJson(this.#place, isKeptDraft) ?? { key: newKey(), draft: EMPTY_DRAFT };
    this.initial = this.#kept.draft;
  }

  /** Goes with every attempt to send this draft. */
  get key(): string {
    return this.#kept.key;
  }

  /** Nothing typed, nothing kept: two windows that begin with an empty form must not share a key. */
  keep(draft: Draft): void {
    this.#kept = { key: this.#kept.key, draft };
    writeStored(this.#place, isBlank(draft) ? null : JSON.stringify(this.#kept));
  }

  /** The draft becomes another entry, with a key of its own. */
  renew(draft: Draft): void {
    this.#kept = { key: newKey(), draft };
    this.keep(draft);
  }
}

const isBlank = ({ amount, bankReference, description }: Draft): boolean => amount + bankReference + description === "";

/** randomUUID exists in secure contexts only; a desk may be reached by plain http in the house. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
