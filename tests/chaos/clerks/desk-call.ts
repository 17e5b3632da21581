import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import { type Answer, call, type ErrorBody } from "../../lib/api";
import type { Person } from "../person";
import type { Random } from "../random";

const GIVE_UP_MS = 60_000;
const BUSY_PAUSE_MS = 100;
/** An answer is waited for no longer than this when it is given up on purpose. */
const LOSE_WITHIN_MS = 40;

/** A row as it is answered. */
export type Row = Record<string, unknown> & { id: string; version: number };

/** What a clerk is told when another was faster, or the rules say no. Anything else is a defect. */
const REFUSALS = new Set([
  "room_taken",
  "room_occupied",
  "room_not_ready",
  "room_missing",
  "version_conflict",
  "state_forbids",
  "step_not_possible",
  "not_today",
]);

/**
 * Sends writes as a desk with a bad network does: some twice at once, some again since the answer was lost, some again though it was
 * not. Each has an Idempotency-Key and is sent until it is answered, so what was acknowledged is all that may have happened.
 */
export class DeskCall {
  /** The answers that count, one of each write. */
  readonly acknowledged: Row[] = [];
  /** How often each refusal was given. */
  readonly refused = new Map<string, number>();
  readonly problems: string[] = [];
  repeats = 0;
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** The row behind the write; the name of the refusal when a rule said no. */
  async post(person: Person, path: string, body: object, random: Random): Promise<Row | string> {
    const token = await person.token();
    const headers = { "idempotency-key": randomUUID() };
    const send = (signal?: AbortSignal): Promise<Answer<Row & ErrorBody>> =>
      call(this.#url, "POST", path, { token, headers, body, ...(signal === undefined ? {} : { signal }) });
    const dice = random.next();
    if (dice < 0.2) await this.#lose(send, random);
    const answers = await Promise.all(Array.from({ length: dice > 0.8 ? 2 : 1 }, () => this.#insist(send)));
    const done = answers.find(({ status }) => status === 200);
    if (done === undefined) return this.#refusalOf(path, answers[0]!);
    // Of two at once the one may be refused and the other, a moment later, not; what follows on an answer is that answer.
    const later = random.next() < 0.2 ? [await this.#insist(send)] : [];
    this.repeats += answers.length - 1 + later.length;
    for (const { status, body: again } of [...answers.filter((answer) => answer.status === 200), ...later])
      if (status !== 200 || !isDeepStrictEqual(again, done.body))
        this.problems.push(`${path}: a repeat was answered ${status} ${text(again)} after ${text(done.body)}`);
    this.acknowledged.push(done.body);
    return done.body;
  }

  /** Gives the answer up; the server may have begun, or be done. */
  async #lose(send: (signal: AbortSignal) => Promise<unknown>, random: Random): Promise<void> {
    this.repeats += 1;
    await send(AbortSignal.timeout(random.whole(LOSE_WITHIN_MS))).catch(() => null);
  }

  /** Sends until there is an answer other than that the server has too much to do. */
  async #insist(send: () => Promise<Answer<Row & ErrorBody>>): Promise<Answer<Row & ErrorBody>> {
    for (const end = Date.now() + GIVE_UP_MS; ; await pause(BUSY_PAUSE_MS)) {
      const answer = await send();
      const isBusy = answer.status === 503 || answer.status === 429;
      if (!isBusy || Date.now() > end) return answer;
      this.repeats += 1;
    }
  }

  #refusalOf(path: string, { status, body }: Answer<Row & ErrorBody>): string {
    const reason = body.details?.reason ?? String(status);
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
    if (!REFUSALS.has(reason)) this.problems.push(`${path}: ${status} ${text(body)}`);
    return reason;
  }
}

const text = (value: unknown): string => JSON.stringify(value).slice(0, 300);
