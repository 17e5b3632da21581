import { step } from "./machine";
import { type Effect, type Fault, initialState, type Input, type LiveEvent, type Position, type State } from "./state";
import { type ConnectionView, viewOf } from "./view";
import { parseFrame } from "./wire";

export type TicketAnswer =
  | { ok: true; ticket: string }
  /** `final`: the same request will be refused again, for example because the login ended. */
  | { ok: false; reason: string; final: boolean; retryAfterMs?: number };

export interface SocketEvents {
  onOpen(): void;
  onMessage(text: string): void;
  /** Once, however it ended. */
  onClose(): void;
}

export interface Socket {
  send(text: string): void;
  /** After this nothing more is reported. */
  close(): void;
}

/** The world around the client; tests bring their own. Times in milliseconds. */
export interface Ports {
  fetchTicket(): Promise<TicketAnswer>;
  openSocket(ticket: string, events: SocketEvents): Socket;
  now(): number;
  random(): number;
  /** Returns how to take it back. */
  setTimer(run: () => void, afterMs: number): () => void;
  /** Calls when the page comes back to life or the network changes. Returns how to take it back. */
  onWake(run: () => void): () => void;
}

export interface Handlers {
  /** New events of the audience in order, each once. */
  onEvents(events: LiveEvent[]): void;
  /** The rows on the screen are older than the cursor: fetch them anew; reject when that fails. */
  onRefetch(reason: string): Promise<void>;
  onFault(fault: Fault): void;
  /** What to draw has changed. */
  onChange(view: ConnectionView): void;
}

/** A live connection to the event stream: drives the state machine with a socket, one timer and the page's signs of life. */
export class RealtimeClient {
  readonly #ports: Ports;
  readonly #handlers: Handlers;
  #state: State;
  #view: ConnectionView;
  #socket: Socket | null = null;
  #clearTimer = (): void => undefined;
  #stopWaking = (): void => undefined;

  /** Resumes at `position`, one that an earlier client had; without it the first thing is a call of `onRefetch`. */
  constructor(services: readonly string[], ports: Ports, handlers: Handlers, position: Position | null = null) {
    this.#ports = ports;
    this.#handlers = handlers;
    this.#state = initialState(services, position);
    this.#view = viewOf(this.#state);
  }

  /**
   * What to keep in order to resume later; inside of `onEvents` it is behind these events. Null while there is none: before the
   * first connection, when what was delivered is in doubt, and while rows are fetched anew.
   */
  get position(): Position | null {
    const { cursor, marks, refetching } = this.#state;
    return cursor === null || refetching !== null ? null : { ...cursor, marks };
  }

  /** What to draw; the same object until it changes. */
  get view(): ConnectionView {
    return this.#view;
  }

  start(): void {
    this.#stopWaking();
    this.#stopWaking = this.#ports.onWake(() => this.#dispatch({ type: "woke" }));
    this.#dispatch({ type: "start" });
  }

  stop(): void {
    this.#stopWaking();
    this.#dispatch({ type: "stop" });
  }

  /** Tries again now, also after a refusal. */
  retry(): void {
    this.#dispatch({ type: this.#state.phase === "refused" ? "start" : "woke" });
  }

  #dispatch(input: Input): void {
    const { alarmAt } = this.#state;
    const { state, effects } = step(this.#state, input, { now: this.#ports.now(), random: this.#ports.random() });
    this.#state = state;
    if (state.alarmAt !== alarmAt) this.#setAlarm();
    for (const effect of effects) this.#perform(effect);
    this.#publish();
  }

  #publish(): void {
    const next = viewOf(this.#state);
    const keys = Object.keys(next) as (keyof ConnectionView)[];
    if (keys.every((key) => next[key] === this.#view[key])) return;
    this.#view = next;
    this.#handlers.onChange(next);
  }

  #setAlarm(): void {
    this.#clearTimer();
    const { alarmAt } = this.#state;
    if (alarmAt === null) return;
    const run = (): void => {
      this.#dispatch({ type: "alarm" });
      // Timers go off up to a millisecond early: then the alarm still stands.
      if (this.#state.alarmAt === alarmAt) this.#setAlarm();
    };
    this.#clearTimer = this.#ports.setTimer(run, Math.max(1, Math.ceil(alarmAt - this.#ports.now())));
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case "fetch-ticket":
        void this.#fetchTicket(effect.connection);
        return;
      case "open":
        this.#socket = this.#openSocket(effect.connection, effect.ticket);
        return;
      case "send":
        this.#socket?.send(JSON.stringify(effect.frame));
        return;
      case "close":
        this.#socket?.close();
        this.#socket = null;
        return;
      case "deliver":
        this.#handlers.onEvents(effect.events);
        return;
      case "refetch":
        void this.#refetch(effect.refetch, effect.reason);
        return;
      case "fault":
        this.#handlers.onFault(effect.fault);
        return;
    }
  }

  async #fetchTicket(connection: number): Promise<void> {
    const unreachable: TicketAnswer = { ok: false, reason: "unreachable", final: false };
    const answer = await this.#ports.fetchTicket().catch(() => unreachable);
    if (answer.ok) {
      this.#dispatch({ type: "ticket", connection, ticket: answer.ticket });
      return;
    }
    const { ok: _ok, ...refusal } = answer;
    this.#dispatch({ type: "ticket-failed", connection, ...refusal });
  }

  #openSocket(connection: number, ticket: string): Socket {
    return this.#ports.openSocket(ticket, {
      onOpen: () => this.#dispatch({ type: "opened", connection }),
      onMessage: (text) => {
        const frame = parseFrame(text);
        if (frame !== null) this.#dispatch({ type: "frame", connection, frame });
      },
      onClose: () => this.#dispatch({ type: "closed", connection }),
    });
  }

  async #refetch(refetch: number, reason: string): Promise<void> {
    const ok = await this.#handlers.onRefetch(reason).then(
      () => true,
      () => false,
    );
    this.#dispatch({ type: "refetched", refetch, ok });
  }
}
