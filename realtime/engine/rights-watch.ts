import type { Grant } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import type { Health } from "../../platform/health";
import type { SessionEvent } from "../domain/session/event";

/** Logins asked for in one call. */
const CHUNK = 5000;
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
  /** Identity's answer; one call for many logins. */
  ask: (sessionIds: string[]) => Promise<LoginState[]>;
  tell: (sessionId: string, event: SessionEvent) => void;
}

/**
 * Keeps open connections at the rights that hold now: asks identity for all open logins at once and passes on what changed.
 * While identity cannot be asked, connections stay as they are, and the process is not healthy.
 */
export class RightsWatch {
  readonly #options: RightsWatchOptions;
  /** The last answer per login, as text. */
  #known = new Map<string, string>();
  /** Logins with a connection that may have come with rights older than the last answer. */
  #joined = new Set<string>();
  readonly #texts = new WeakMap<readonly Grant[], string>();
  #askedAt = clock.nowMs();

  constructor(options: RightsWatchOptions) {
    this.#options = options;
  }

  async look(): Promise<void> {
    const logins = this.#options.logins();
    for (const sessionId of this.#options.takeJoined()) this.#joined.add(sessionId);
    const known = new Map<string, string>();
    for (let from = 0; from < logins.length; from += CHUNK) {
      for (const { sessionId, ...state } of await this.#options.ask(logins.slice(from, from + CHUNK))) {
        const text = this.#textOf(state);
        known.set(sessionId, text);
        if (text === this.#known.get(sessionId) && !this.#joined.has(sessionId)) continue;
        this.#options.tell(sessionId, eventOf(state));
      }
    }
    this.#known = known;
    this.#joined.clear();
    this.#askedAt = clock.nowMs();
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
