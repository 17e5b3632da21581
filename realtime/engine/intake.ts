import type { StreamService } from "../../platform/events";
import { type Poison, readBatch } from "../domain/batch";
import type { Sequencer } from "./sequencer";

export interface IntakeOptions {
  sequencer: Pick<Sequencer, "submit">;
  park: (poison: Poison[]) => Promise<void>;
}

/** Where the subscriptions hand in what their topics deliver. */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #services = new Set<StreamService>();

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Topic subscriptions of this process: they do not grow with connections or people. */
  get subscriptions(): number {
    return this.#services.size;
  }

  /** The handler of a service's subscription. It resolves when the message needs no further delivery. */
  of(service: StreamService): (message: unknown) => Promise<void> {
    this.#services.add(service);
    return async (message) => {
      const { batch, poison } = readBatch(service, message);
      if (poison.length > 0) await this.#options.park(poison);
      if (batch !== null) await this.#options.sequencer.submit(batch);
    };
  }
}
