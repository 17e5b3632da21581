import type { StreamService } from "../../platform/events";
import type { Missing } from "../store/held.read";

export interface MissingBatchesOptions {
  /** The batch numbers for which others wait. */
  find: () => Promise<Missing[]>;
  /** How a service's published batch is had once more: its events, or null when it does not have it. */
  findBatch: (service: StreamService, orgId: string, batchNo: number) => Promise<unknown[] | null>;
  receive: (service: StreamService, message: unknown) => Promise<void>;
  /** Told once of each batch that cannot be had. */
  onLost: (missing: Missing) => void;
}

/**
 * Asks a service again for a batch that stays missing while later ones wait: brokers may drop a message, and then nothing of that
 * organisation and service would ever be sequenced again. A batch that is missing at one look is most likely on its way; at the
 * second it is asked for.
 */
export class MissingBatches {
  readonly #options: MissingBatchesOptions;
  #before = new Set<string>();
  readonly #lost = new Set<string>();

  constructor(options: MissingBatchesOptions) {
    this.#options = options;
  }

  async look(): Promise<void> {
    const missing = await this.#options.find();
    const late = missing.filter((m) => this.#before.has(keyOf(m)));
    this.#before = new Set(missing.map(keyOf));
    // Side by side, so that one service that cannot be asked does not keep the others.
    await Promise.all(late.map((one) => this.#ask(one)));
  }

  async #ask(missing: Missing): Promise<void> {
    const { service, orgId, batchNo } = missing;
    const events = await this.#options.findBatch(service, orgId, batchNo);
    if (events !== null) return this.#options.receive(service, { service, orgId, batchNo, events });
    if (this.#lost.has(keyOf(missing))) return;
    this.#lost.add(keyOf(missing));
    this.#options.onLost(missing);
  }
}

const keyOf = ({ service, orgId, batchNo }: Missing): string => `${orgId} ${service} ${batchNo}`;
