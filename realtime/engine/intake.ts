import type { StreamService } from "../../platform/events";
import { type Poison, readBatch } from "../domain/batch";
import { RecentBatches } from "./recent-batches";
import type { Sequencer } from "./sequencer";

export interface IntakeOptions {
  sequencer: Pick<Sequencer, "submit">;
  park: (poison: Poison[]) => Promise<void>;
}

/** Where batches come in: from the subscriptions of the topics, from the relays' fast lane, and from a service that was asked again. */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #services = new Set<StreamService>();
  readonly #recent = new RecentBatches();

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Topic subscriptions of this process: they do not grow with connections or people. */
  get subscriptions(): number {
    return this.#services.size;
  }

  /** Batches that came again and were dropped by their number. */
  get repeated(): number {
    return this.#recent.repeated;
  }

  /** The handler of a service's subscription. It resolves when the message needs no further delivery. */
  of(service: StreamService): (message: unknown) => Promise<void> {
    this.#services.add(service);
    return (message) => this.receive(service, message);
  }

  /** Takes a batch, unless this process has it already. Resolves when it need not come again; rejects when it must. */
  async receive(service: StreamService, message: unknown): Promise<void> {
    const name = nameOf(service, message);
    if (name === null) await this.#take(service, message);
    else await this.#recent.once(name, () => this.#take(service, message));
  }

  async #take(service: StreamService, message: unknown): Promise<void> {
    const { batch, poison } = readBatch(service, message);
    if (poison.length > 0) await this.#options.park(poison);
    if (batch !== null) await this.#options.sequencer.submit(batch);
  }
}

/** What a batch is known by before its events are read; null for what is none: that number may come again, and whole. */
function nameOf(service: StreamService, message: unknown): string | null {
  const { service: from, orgId, batchNo, events } = (message ?? {}) as Record<string, unknown>;
  return from === service && typeof orgId === "string" && typeof batchNo === "number" && Array.isArray(events)
    ? `${orgId} ${service} ${batchNo}`
    : null;
}
