import type { Position } from "../machine/state";
import type { ConnectionView } from "../machine/view";
import type { Handlers } from "../ports";
import { Backlog } from "./backlog";
import { Follower } from "./follower";
import { type Connect, Leader, type TabParts } from "./leader";
import type { LeaderMessage, TabMessage, TabPorts } from "./messages";

/** A leader that says nothing for this long is frozen. */
const ANSWER_MS = 1_000;
/** How long one that was robbed, or that robbed, leaves the lead alone. */
const STEAL_AGAIN_MS = 10_000;

/** One connection for all tabs of a login: one of them leads, and when it ends the next one goes on at its own cursor. */
export class SharedClient {
  readonly #tab = String(Math.random());
  readonly #ports: TabPorts;
  readonly #parts: TabParts;
  #role: Leader | Follower | null = null;
  #channel: ReturnType<TabPorts["join"]> | null = null;
  #position: Position | null;
  /** Ends the lead, or the wait for it. */
  #leave = new AbortController();
  #unsubscribe: (() => void)[] = [];
  #stopListening = (): void => undefined;
  #maySteal = true;

  constructor(ports: TabPorts, connect: Connect, handlers: Handlers, position: Position | null = null) {
    this.#ports = ports;
    this.#parts = { connect, handlers, backlog: new Backlog() };
    this.#parts.backlog.restart(position);
    this.#position = position;
  }

  /** Where to resume; null while there is no such place. */
  get position(): Position | null {
    return this.#role?.position ?? null;
  }

  /** True in the tab that holds the connection. */
  get isLeading(): boolean {
    return this.#role instanceof Leader;
  }

  start(): void {
    this.#channel = this.#ports.join((message) => this.#onMessage(message));
    this.#unsubscribe = [
      this.#ports.onWake(() => this.#onWake()),
      this.#ports.onFreeze(() => this.#follow({ candidate: false })),
    ];
    this.#follow({ candidate: true });
  }

  stop(): void {
    this.#end();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#channel?.leave();
    this.#channel = null;
  }

  /** Tries again now, also after a refusal. */
  retry(): void {
    if (this.#role instanceof Leader) this.#role.retry();
    else this.#channel?.post({ type: "retry" });
  }

  /** Hears from the leader, and waits in line for the lead unless it is no candidate. */
  #follow({ candidate, steal = false }: { candidate: boolean; steal?: boolean }): void {
    this.#end();
    const ask = (cursor: { epoch: string; seq: number } | null): void =>
      this.#channel?.post({ type: "ask", tab: this.#tab, cursor });
    const follower = new Follower(this.#tab, this.#parts, this.#position, ask, (run, afterMs) =>
      this.#ports.setTimer(run, afterMs),
    );
    this.#role = follower;
    follower.start();
    if (candidate) void this.#queue(steal);
  }

  async #queue(steal: boolean): Promise<void> {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    const lost = (): void => {
      if (!signal.aborted) this.#follow({ candidate: true });
    };
    // A browser that refuses the lock: this tab has a connection of its own.
    const giveUp = await this.#ports.lead({ signal, steal, lost }).catch(() => (): void => undefined);
    if (signal.aborted) {
      giveUp();
      return;
    }
    signal.addEventListener("abort", giveUp);
    this.#lead();
  }

  #lead(): void {
    this.#endRole();
    const post = (message: LeaderMessage): void => this.#channel?.post(message);
    const leader = new Leader(this.#parts, this.#position, post, () => this.#ports.isHidden());
    this.#role = leader;
    leader.start();
  }

  #end(): void {
    this.#endRole();
    this.#leave.abort();
  }

  #endRole(): void {
    this.#stopListening();
    if (this.#role === null) return;
    this.#position = this.#role.position;
    this.#role.stop();
    this.#role = null;
  }

  #onMessage(message: TabMessage): void {
    const isForLeader = message.type === "ask" || message.type === "retry";
    if (this.#role instanceof Leader) {
      if (isForLeader) this.#role.onMessage(message);
      return;
    }
    if (isForLeader || this.#role === null) return;
    this.#stopListening();
    this.#role.onMessage(message);
    if (message.type === "view" && message.hidden && isInTrouble(message.view)) this.#steal();
  }

  /** A page that is looked at does not depend on one that the browser has frozen. */
  #onWake(): void {
    if (this.#role instanceof Leader) return;
    if (this.#leave.signal.aborted) {
      this.#follow({ candidate: true });
      return;
    }
    this.#role?.start();
    this.#stopListening();
    this.#stopListening = this.#ports.setTimer(() => this.#steal(), ANSWER_MS);
  }

  #steal(): void {
    if (this.#ports.isHidden() || !this.#maySteal) return;
    this.#maySteal = false;
    this.#ports.setTimer(() => (this.#maySteal = true), STEAL_AGAIN_MS);
    this.#follow({ candidate: true, steal: true });
  }
}

const isInTrouble = ({ transport, final }: ConnectionView): boolean => transport === null && !final;
