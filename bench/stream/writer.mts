import type { Client } from "pg";
import type { FinanceEvent } from "../../finance/contract/events";
import { newId } from "../../platform/ids";
import { appendEvents } from "../../platform/outbox";
import { mark, preciseClock } from "./marks.mjs";
import type { Product } from "./product.mjs";

const TICK_MS = 10;

/** Whose events are written. */
interface Author {
  orgId: string;
  personId: string;
}

/**
 * A business transaction's end, as fast as one likes: events of bookings, written by SQL into finance's outbox and committed. From there
 * they go the product's own way: relay, topic, sequencer, log, hub.
 */
export class Writer {
  readonly #db: Client;
  readonly #author: Author;
  #clock = preciseClock();
  #writing: Promise<void> = Promise.resolve();
  /** Number of the newest event. */
  last = 0;

  private constructor(db: Client, author: Author) {
    this.#db = db;
    this.#author = author;
  }

  static async of(product: Product): Promise<Writer> {
    const identity = await product.database("identity");
    const { rows } = await identity.query<Author>(
      `SELECT org_id AS "orgId", id AS "personId" FROM person WHERE email = 'owner@harbour.example'`,
    );
    return new Writer(await product.database("finance"), rows[0]!);
  }

  get orgId(): string {
    return this.#author.orgId;
  }

  /** One commit of so many events, made now; commits follow each other. */
  write(count: number): Promise<void> {
    const now = this.#clock();
    const events = Array.from({ length: count }, () => this.#event(now));
    return (this.#writing = this.#writing.then(async () => {
      await appendEvents(this.#db as never, "finance", this.#author.orgId, events);
      await this.#db.query("NOTIFY outbox_wake");
    }));
  }

  /** Open loop: what is due is made every 10 ms, however long commits take. Returns how many events it wrote. */
  async writeAtPace(perSecond: number, seconds: number): Promise<number> {
    this.#clock = preciseClock();
    const began = performance.now();
    let written = 0;
    for (let now = began; now - began < seconds * 1000; now = performance.now()) {
      const due = Math.floor(((now - began) * perSecond) / 1000) - written;
      if (due > 0) void this.write(due);
      written += due;
      await new Promise((next) => setTimeout(next, TICK_MS));
    }
    await this.#writing;
    return written;
  }

  #event(nowMs: number): FinanceEvent {
    const at = new Date(nowMs).toISOString();
    const id = newId();
    return {
      id: newId(),
      type: "revenue-recorded",
      v: 1,
      at,
      propertyId: 1,
      entity: { kind: "revenue", id, version: 1 },
      actorId: this.#author.personId,
      class: "normal",
      data: {
        id,
        amountMinor: 12_500,
        currency: "EUR",
        source: "room",
        paymentMode: "card",
        description: mark(nowMs, ++this.last),
        bankReference: null,
        businessDate: at.slice(0, 10),
        occurredAt: at,
        recordedBy: this.#author.personId,
      },
    };
  }
}
