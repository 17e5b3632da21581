import type { Cursor, LiveEvent, Position } from "../machine/state";
import type { ConnectionView } from "../machine/view";
import type { Handlers } from "../ports";
import type { Backlog } from "./backlog";
import type { TabParts } from "./leader";
import type { LeaderMessage, TabPorts } from "./messages";

const REFETCH_AGAIN_MS = 2_000;

/** Hears from the tab that leads, each event once, and holds the cursor, so that it can lead from there itself. */
export class Follower {
  readonly #tab: string;
  readonly #handlers: Handlers;
  readonly #backlog: Backlog;
  readonly #ask: (cursor: Cursor | null) => void;
  readonly #setTimer: TabPorts["setTimer"];
  #position: Position | null;
  #refetches = 0;
  #isRefetching = false;
  #view: ConnectionView | null = null;

  constructor(
    tab: string,
    { handlers, backlog }: Pick<TabParts, "handlers" | "backlog">,
    position: Position | null,
    ask: (cursor: Cursor | null) => void,
    setTimer: TabPorts["setTimer"],
  ) {
    this.#tab = tab;
    this.#position = position;
    this.#handlers = handlers;
    this.#backlog = backlog;
    this.#ask = ask;
    this.#setTimer = setTimer;
  }

  /** Null while there is none, and while the rows that belong to it are fetched. */
  get position(): Position | null {
    return this.#isRefetching ? null : this.#position;
  }

  start(): void {
    this.#ask(cursorOf(this.#position));
  }

  /** Whatever is still fetched counts no more. */
  stop(): void {
    this.#refetches += 1;
  }

  onMessage(message: LeaderMessage): void {
    switch (message.type) {
      case "lead":
        this.start();
        return;
      case "events":
        this.#take(message.from, message.to, message.events);
        return;
      case "missed":
        if (message.tab !== this.#tab) return;
        if (message.events !== null) this.#take(message.from, message.to, message.events);
        else if (!this.#holds(message.to))
          this.#refetchFrom(message.to, this.#position === null ? "connected" : "behind");
        return;
      case "refetch":
        this.#refetchFrom(message.to, message.reason);
        return;
      case "fault":
        this.#handlers.onFault(message.fault);
        return;
      case "view":
        this.#view = message.view;
        this.#draw();
        return;
    }
  }

  /** True for a second answer, to a question that was asked before the first one came. */
  #holds({ epoch, seq }: Cursor): boolean {
    return this.#position !== null && this.#position.epoch === epoch && this.#position.seq >= seq;
  }

  #take(from: Cursor | null, to: Position | null, events: readonly LiveEvent[]): void {
    const held = this.#position;
    if (held === null) return;
    if (from === null || from.epoch !== held.epoch || from.seq > held.seq) {
      this.start();
      return;
    }
    const fresh = events.filter(({ seq }) => seq > held.seq);
    if (to === null || to.seq > held.seq) this.#position = to;
    if (fresh.length === 0) return;
    this.#backlog.push(fresh);
    this.#handlers.onEvents(fresh);
  }

  #refetchFrom(to: Position, reason: string): void {
    this.#position = to;
    this.#backlog.restart(to);
    this.#refetches += 1;
    this.#isRefetching = true;
    this.#draw();
    void this.#refetch(this.#refetches, reason);
  }

  async #refetch(refetch: number, reason: string): Promise<void> {
    const ok = await this.#handlers.onRefetch(reason).then(
      () => true,
      () => false,
    );
    if (refetch !== this.#refetches) return;
    if (!ok) {
      this.#setTimer(() => refetch === this.#refetches && void this.#refetch(refetch, reason), REFETCH_AGAIN_MS);
      return;
    }
    this.#isRefetching = false;
    this.#draw();
  }

  /** The leader's connection is this tab's; its rows are its own. */
  #draw(): void {
    if (this.#view === null) return;
    const isConnected = this.#view.transport !== null;
    this.#handlers.onChange(this.#isRefetching && isConnected ? { ...this.#view, state: "catching-up" } : this.#view);
  }
}

const cursorOf = (position: Position | null): Cursor | null =>
  position === null ? null : { epoch: position.epoch, seq: position.seq };
