import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Answer, call } from "../lib/api";
import type { Person } from "./person";

const ANSWER_MS = 8000;
const GIVE_UP_MS = 120_000;
const LONGEST_TEXT = 500;

/** What the bookings of a run begin their description with; the demo's own do not. */
export const MARK = "chaos:";

/**
 * People who book all the time. Each booking has an Idempotency-Key and is sent again until it is answered with success, so when all
 * is over, every one of them must have happened exactly once, whatever answers got lost.
 */
export class Load {
  /** Ids of the rows that were answered with 2xx. */
  readonly acknowledged: string[] = [];
  /** Answers that no fault explains. */
  readonly problems: string[] = [];
  repeats = 0;
  #isOver = false;
  readonly #url: string;
  readonly #booking: Promise<void>[];

  /** One who books for each person and property, on average every `everyMs`. */
  constructor(url: string, people: readonly Person[], everyMs: number) {
    this.#url = url;
    this.#booking = people.flatMap((person) => person.me.properties.map(({ id }) => this.#book(person, id, everyMs)));
  }

  /** Ends when every booking under way has been answered. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#booking);
  }

  async #book(person: Person, propertyId: number, everyMs: number): Promise<void> {
    while (!this.#isOver) {
      const description = MARK + "x".repeat(Math.random() ** 4 * (LONGEST_TEXT - MARK.length));
      await this.#insist(person, { amountMinor: 1 + Math.floor(Math.random() * 1e6), propertyId, description });
      await pause(Math.random() * 2 * everyMs);
    }
  }

  async #insist(person: Person, body: Record<string, unknown>): Promise<void> {
    const key = randomUUID();
    for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; this.repeats += 1) {
      const answer = await this.#post(await person.token(), key, body).catch(() => null);
      if (answer?.status === 200) {
        this.acknowledged.push(String(answer.body["id"]));
        return;
      }
      if (answer !== null && answer.status >= 400 && answer.status < 500 && answer.status !== 429)
        this.problems.push(`a booking was answered ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
      await pause(20 + Math.random() * 100);
    }
    this.problems.push(`a booking was not answered with success for ${GIVE_UP_MS / 1000} s`);
  }

  #post(token: string, key: string, body: unknown): Promise<Answer> {
    const timeout = AbortSignal.timeout(ANSWER_MS);
    return call(this.#url, "POST", "/finance/revenue", {
      token,
      body,
      headers: { "idempotency-key": key },
      signal: timeout,
    });
  }
}
