import type { Cursor, LiveEvent } from "../machine/state";

const LIMIT = 2_000;

/** The latest events that this tab has had, as leader or not, for tabs that missed some. */
export class Backlog {
  #events: LiveEvent[] = [];
  #from: Cursor | null = null;

  /** Begins behind this cursor. */
  restart(from: Cursor | null): void {
    this.#from = from;
    this.#events = [];
  }

  push(events: readonly LiveEvent[]): void {
    const all = [...this.#events, ...events];
    const dropped = all.length - LIMIT;
    const last = all[dropped - 1];
    if (last !== undefined && this.#from !== null) this.#from = { epoch: this.#from.epoch, seq: last.seq };
    this.#events = dropped > 0 ? all.slice(dropped) : all;
  }

  /** Everything behind the cursor; null when it reaches further back than what is held. */
  since(cursor: Cursor | null): LiveEvent[] | null {
    const from = this.#from;
    if (cursor === null || from === null || cursor.epoch !== from.epoch || cursor.seq < from.seq) return null;
    return this.#events.filter(({ seq }) => seq > cursor.seq);
  }
}
