import { identity } from "~encore/clients";
import type { Grant } from "../../identity/contract/auth";
import type { Actor } from "../domain/actor";
import { type PresenceState, presenceChanges } from "../domain/presence";
import { hears, type Seat, type Typing } from "../domain/seat";
import { NOTHING_TOLD, type Told, TYPING_FOR_MS } from "../domain/typing";

/** What a screen is told. */
export interface CollaborationFrame {
  type: "ready" | "typing" | "presence" | "error";
  conversationId?: string;
  personId?: string;
  /** Of typing: take it for over after this time; 0 when it is over. */
  forMs?: number;
  people?: { personId: string; state: PresenceState }[];
  reason?: string;
}

interface ScreenOptions {
  orgId: string;
  personId: string;
  sessionId: string;
  actorOf: (grants: Grant[]) => Actor;
  /** Where the host knows that the reader is behind, it returns when that ends. */
  send: (frame: CollaborationFrame) => Promise<void> | undefined;
  close: () => void;
}

/** One screen of a person on the collaboration stream. What it hears passes; while its reader is behind it is left out. */
export class Screen {
  readonly options: ScreenOptions;
  told: Told = NOTHING_TOLD;
  /** When its person last said that they use it (ms since 1970). */
  usedAt = 0;
  #shown: ReadonlyMap<string, PresenceState> = new Map();
  #isBehind = false;
  #isClosed = false;

  constructor(options: ScreenOptions) {
    this.options = options;
  }

  /** Who it is with the rights of now; null when the login has ended. */
  async actor(): Promise<Actor | null> {
    const { sessions, rights } = await identity.sessionStates({ sessionIds: [this.options.sessionId] });
    const grants = rights[sessions[0]?.rights ?? -1]?.grants;
    return grants === undefined ? null : this.options.actorOf(grants);
  }

  /** Tells what of this the seat may hear; one's own is no news. */
  hear(seat: Seat, typings: readonly Typing[]): void {
    for (const typing of typings) {
      if (typing.personId === this.options.personId || !hears(seat, typing)) continue;
      const { conversationId, personId } = typing;
      this.tell({ type: "typing", conversationId, personId, forMs: typing.isTyping ? TYPING_FOR_MS : 0 });
    }
  }

  /** Tells what is different from what it was told before. What a reader who is behind misses comes with the next time. */
  show(people: ReadonlyMap<string, PresenceState>): void {
    const changes = presenceChanges(this.#shown, people);
    if (changes.length > 0 && this.tell({ type: "presence", people: changes })) this.#shown = people;
  }

  /** False when it was left out. */
  tell(frame: CollaborationFrame): boolean {
    if (this.#isBehind || this.#isClosed) return false;
    const behind = this.options.send(frame);
    if (behind !== undefined) {
      this.#isBehind = true;
      const caughtUp = (): void => {
        this.#isBehind = false;
      };
      behind.then(caughtUp, caughtUp);
    }
    return true;
  }

  /** Says why nothing more comes, and closes. */
  end(reason: string): void {
    this.tell({ type: "error", reason });
    this.close();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.options.close();
  }
}
