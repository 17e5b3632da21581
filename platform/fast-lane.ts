import type { EventBatch } from "./events";

/** Offers under way at once; beyond it the topic alone carries on. */
const IN_FLIGHT = 64;

/**
 * Whether relays offer their batches to the sequencer directly, beside the topic: LOBBY_FAST_LANE `on` or `off`. Unless set it is off on
 * the stand-alone host (which tells of itself by LOBBY_RUNTIME), whose topics deliver in milliseconds, and on elsewhere (docs/decisions/0009).
 */
export const isFastLaneOn =
  (process.env["LOBBY_FAST_LANE"] ?? (process.env["LOBBY_RUNTIME"] === undefined ? "on" : "off")) === "on";

/** Hands batches to the sequencer as soon as they are numbered. It may fail or leave one out: the topic is the truth. */
export class FastLane<E> {
  readonly #offer: (batch: EventBatch<E>) => Promise<unknown>;
  #inFlight = 0;

  constructor(offer: (batch: EventBatch<E>) => Promise<unknown>) {
    this.#offer = offer;
  }

  /** Returns at once. */
  offer(batch: EventBatch<E>): void {
    if (this.#inFlight >= IN_FLIGHT) return;
    this.#inFlight += 1;
    this.#offer(batch)
      .catch(() => {})
      .finally(() => {
        this.#inFlight -= 1;
      });
  }
}
