import type { Encoding } from "../contract/batch-frame";
import { batchFrames } from "./batch-frames";
import { type IsStateLike, isStateLike as isCatalogued } from "./catalogue";
import { coalesce } from "./coalesce";
import { type EventSend, eventFrames, type Part } from "./event-frames";

/** Events of one audience in order of seq. Each form is made when it is first asked for, then shared by all who get it. */
export class Run {
  readonly parts: readonly Part[];
  /** Of its frames. */
  readonly #timestamp: string;
  readonly #isStateLike: IsStateLike;
  readonly #whole = new Map<Encoding | undefined, readonly EventSend[]>();
  readonly #coalesced = new Map<Encoding | undefined, readonly EventSend[]>();

  constructor(parts: readonly Part[], timestamp: string, isStateLike: IsStateLike = isCatalogued) {
    this.parts = parts;
    this.#timestamp = timestamp;
    this.#isStateLike = isStateLike;
  }

  /** Memory that its frames take once they are made, roughly: a text, and what a runtime makes of it. */
  get bytes(): number {
    return this.parts.reduce((sum, part) => sum + 2 * part.text.length, 500);
  }

  /**
   * What carries the run to a client, by what was agreed in its handshake.
   * @param isCoalesced payloads that a later event of the run makes obsolete are left out (RT22)
   */
  sends(encoding: Encoding | undefined, isCoalesced = false): readonly EventSend[] {
    const made = isCoalesced ? this.#coalesced : this.#whole;
    let sends = made.get(encoding);
    if (sends === undefined) made.set(encoding, (sends = this.#make(encoding, isCoalesced)));
    return sends;
  }

  #make(encoding: Encoding | undefined, isCoalesced: boolean): readonly EventSend[] {
    const parts: readonly Part[] = isCoalesced ? coalesce(this.parts, this.#isStateLike) : this.parts;
    if (isCoalesced && parts === this.parts) return this.sends(encoding);
    return encoding === undefined ? eventFrames(parts, this.#timestamp) : batchFrames(parts, this.#timestamp);
  }
}
