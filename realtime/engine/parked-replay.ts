import type { Pool } from "pg";
import { STREAM_SERVICES, type StreamService } from "../../platform/events";
import { type LogEvent, readEvent } from "../domain/batch";
import { describeEvent, isWithin, messageEvents } from "../domain/parked";
import { findParked, type Parked } from "../store/parked.read";
import { dropParked, noteReason } from "../store/parked.store";
import type { Sequencer } from "./sequencer";

export interface Replayed {
  id: number;
  /**
   * `sequenced`: in the log now, and no longer parked. `refused`: as bad as before, for the reason given. `erased`: an event of it was
   * erased, so that nothing is left to replay. `not_found`: not parked, or not the caller's to replay.
   */
  outcome: "sequenced" | "refused" | "erased" | "not_found";
  reason: string | null;
}

/**
 * Gives parked messages to the sequencer again, after what was wrong has been put right. Their events come at the end of the log, each
 * once however often it is done: an event that the log has already is left out.
 */
export class ParkedReplay {
  readonly #pool: Pool;
  readonly #sequencer: Pick<Sequencer, "submit">;

  constructor(options: { pool: Pool; sequencer: Pick<Sequencer, "submit"> }) {
    this.#pool = options.pool;
    this.#sequencer = options.sequencer;
  }

  /** @param properties those that the caller looks after: messages that are not wholly theirs are not found */
  async replay(orgId: string, ids: readonly number[], properties: readonly number[]): Promise<Replayed[]> {
    const known = await findParked(this.#pool, orgId, ids.filter(Number.isSafeInteger));
    const found = new Map(known.map((parked) => [parked.id, parked]));
    const replayed: Replayed[] = [];
    for (const id of ids) {
      const parked = found.get(id);
      const result = parked === undefined ? NOT_FOUND : await this.#replayOne(orgId, parked, properties);
      replayed.push({ id, ...result });
    }
    return replayed;
  }

  async #replayOne(orgId: string, parked: Parked, properties: readonly number[]): Promise<Omit<Replayed, "id">> {
    if (parked.payload === null) {
      await dropParked(this.#pool, parked.id);
      return { outcome: "erased", reason: null };
    }
    const messages = messageEvents(parked.payload);
    if (!isWithin(messages.map(describeEvent), properties)) return NOT_FOUND;
    const service = STREAM_SERVICES.find((name) => name === parked.service);
    if (service === undefined) return this.#refuse(parked, `no stream is called ${parked.service}`);
    const read = readAll(service, messages);
    if (typeof read === "string") return this.#refuse(parked, read);
    try {
      await this.#sequencer.submit({ orgId, service, batchNo: null, events: read });
    } catch (error) {
      return this.#refuse(parked, error instanceof Error ? error.message : String(error));
    }
    await dropParked(this.#pool, parked.id);
    return { outcome: "sequenced", reason: null };
  }

  async #refuse({ id }: Parked, reason: string): Promise<Omit<Replayed, "id">> {
    await noteReason(this.#pool, id, reason);
    return { outcome: "refused", reason };
  }
}

const NOT_FOUND = { outcome: "not_found", reason: null } as const;

/** All of them as the log takes them, or what is wrong with the first that it does not take. */
function readAll(service: StreamService, messages: readonly unknown[]): LogEvent[] | string {
  const events: LogEvent[] = [];
  for (const message of messages) {
    const read = readEvent(service, message);
    if (typeof read === "string") return read;
    events.push(read);
  }
  return events;
}
