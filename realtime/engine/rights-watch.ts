import type { Grant } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import type { Health } from "../../platform/health";
import type { SessionEvent } from "../domain/session/event";

/** Logins asked for in one call. */
const CHUNK = 5000;
/** Between two looks at all logins. */
const ALL_MS = 15_000;
const UNHEALTHY_AFTER_MS = 10_000;

/** A login, as identity knows it now. */
export interface LoginState {
  sessionId: string;
  active: boolean;
  /** Not active, for the one reason that it was not used in time. */
  expired: boolean;
  endsAt: string;
  grants: Grant[];
}

export interface RightsWatchOptions {
  logins: () => string[];
  /** Those of them that got a connection since this was last called. */
  takeJoined: () => Set<string>;
  /** The logins whose state or rights may have changed since the last answer, and what to ask with next time. */
  changed: (since: string | undefined) => Promise<{ sessionIds: string[]; upTo: string }>;
  /** Identity's answer; one call for many logins. */
  ask: (sessionIds: string[]) => Promise<LoginState[]>;
  tell: (sessionId: string, event: SessionEvent) => void;
}

/**
 * Keeps open connections at the rights that hold now: asks identity which logins changed, and for the state of those and of the new
 * ones. Now and then it asks for all, so that nothing rests on changes being noted. While identity cannot be asked, connections stay as
 * they are, and the process is not healthy.
 */
export class RightsWatch {
  readonly #options: RightsWatchOptions;
  /** The last answer per login, as text. */
  readonly #known = new Map<string, string>();
  /** To be asked for: changed, or with a connection that may have come with rights older than the last answer. */
  readonly #due = new Set<string>();
  #since: string | undefined;
  /** When all were asked for. */
  #allAskedAt = Number.NEGATIVE_INFINITY;
  readonly #texts = new WeakMap<readonly Grant[], string>();
  #askedAt = clock.nowMs();

  constructor(options: RightsWatchOptions) {
    this.#options = options;
  }

  async look(): Promise<void> {
    const { sessionIds, upTo } = await this.#options.changed(this.#since);
    for (const sessionId of sessionIds) this.#due.add(sessionId);
    this.#since = upTo;
    const joined = this.#options.takeJoined();
    for (const sessionId of joined) this.#due.add(sessionId);
    // Whoever joined is told in any case: the connection may have come with rights older than the last answer.
    for (const sessionId of joined) this.#known.delete(sessionId);
    const isTimeForAll = clock.nowMs() - this.#allAskedAt >= ALL_MS;
    const logins = this.#options.logins();
    await this.#ask(isTimeForAll ? logins : logins.filter((sessionId) => this.#due.has(sessionId)));
    if (isTimeForAll) {
      this.#allAskedAt = clock.nowMs();
      this.#forget(new Set(logins));
    }
    this.#askedAt = clock.nowMs();
  }

  async #ask(sessionIds: readonly string[]): Promise<void> {
    for (let from = 0; from < sessionIds.length; from += CHUNK) {
      for (const { sessionId, ...state } of await this.#options.ask(sessionIds.slice(from, from + CHUNK))) {
        this.#due.delete(sessionId);
        const text = this.#textOf(state);
        if (text === this.#known.get(sessionId)) continue;
        this.#known.set(sessionId, text);
        this.#options.tell(sessionId, eventOf(state));
      }
    }
  }

  /** What is kept of logins that have no connection here any more. */
  #forget(open: ReadonlySet<string>): void {
    for (const sessionId of this.#known.keys()) if (!open.has(sessionId)) this.#known.delete(sessionId);
    for (const sessionId of this.#due) if (!open.has(sessionId)) this.#due.delete(sessionId);
  }

  /** Most logins share their grants with many, which are printed once. */
  #textOf({ active, expired, endsAt, grants }: Omit<LoginState, "sessionId">): string {
    let text = this.#texts.get(grants);
    if (text === undefined) this.#texts.set(grants, (text = JSON.stringify(grants)));
    return `${active} ${expired} ${endsAt} ${text}`;
  }

  health(): Health {
    const forMs = clock.nowMs() - this.#askedAt;
    if (forMs < UNHEALTHY_AFTER_MS) return { ok: true, message: "rights are current" };
    return { ok: false, message: `rights could not be read for ${Math.round(forMs / 1000)} s` };
  }
}

function eventOf({ active, expired, endsAt, grants }: Omit<LoginState, "sessionId">): SessionEvent {
  if (active) return { type: "rights", grants, loginEndsAt: endsAt };
  return { type: "ended", by: expired ? "time" : "will" };
}
