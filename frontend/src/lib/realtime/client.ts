import type { Decoder } from "./batches/decoder";
import { alarmAt } from "./machine/alarms";
import { step } from "./machine/machine";
import { type Effect, initialState, type Input, type Position, type State, type Subscription } from "./machine/state";
import { type ConnectionView, viewOf } from "./machine/view";
import { type Frame, parseFrame, readFrame } from "./machine/wire";
import type { Handlers, Ports, Socket, TicketAnswer } from "./ports";

/** A live connection to the event stream: drives the state machine with links, one timer and the page's signs of life. */
export class RealtimeClient {
  readonly #ports: Ports;
  readonly #handlers: Handlers;
  readonly #sockets = new Map<number, Socket>();
  #decoder: Decoder | null = null;
  #isDecoderWanted: boolean;
  #state: State;
  #view: ConnectionView;
  #alarmAt: number | null = null;
  #clearTimer = (): void => undefined;
  #stopWaking = (): void => undefined;

  /** Resumes at `position`, one that an earlier client had; without it the first thing is a call of `onRefetch`. */
  constructor(subscription: Subscription, ports: Ports, handlers: Handlers, position: Position | null = null) {
    this.#ports = ports;
    this.#handlers = handlers;
    this.#isDecoderWanted = ports.loadDecoder !== undefined;
    const chain = ports.links.map(({ transport }) => transport);
    this.#state = initialState(subscription, chain, position);
    this.#view = viewOf(this.#state);
  }

  /**
   * What to keep in order to resume later; inside of `onEvents` it is behind these events. Null while there is none: before the
   * first connection, when what was delivered is in doubt, and while rows are fetched anew.
   */
  get position(): Position | null {
    return this.#state.refetching === null ? this.head : null;
  }

  /** Up to where events were delivered, whether or not the rows that belong to it have been fetched. */
  get head(): Position | null {
    const { cursor, marks } = this.#state;
    return cursor === null ? null : { ...cursor, marks };
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
    const { state, effects } = step(this.#state, input, { now: this.#ports.now(), random: this.#ports.random() });
    this.#state = state;
    this.#setAlarm();
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
    const at = alarmAt(this.#state);
    if (at === this.#alarmAt) return;
    this.#clearTimer();
    this.#alarmAt = at;
    if (at === null) return;
    const run = (): void => {
      // Timers go off up to a millisecond early: then the alarm still stands, and is set again.
      this.#alarmAt = null;
      this.#dispatch({ type: "alarm" });
    };
    this.#clearTimer = this.#ports.setTimer(run, Math.max(1, Math.ceil(at - this.#ports.now())));
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case "fetch-ticket":
        void this.#fetchTicket(effect.connection);
        return;
      case "open":
        this.#open(effect);
        return;
      case "send":
        this.#sockets.get(effect.connection)?.send(JSON.stringify(effect.frame));
        return;
      case "close":
        this.#sockets.get(effect.connection)?.close();
        this.#sockets.delete(effect.connection);
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

  #open({ connection, transport, ticket }: Extract<Effect, { type: "open" }>): void {
    const link = this.#ports.links.find((candidate) => candidate.transport === transport);
    const socket = link?.open(ticket, {
      onOpen: () => this.#dispatch({ type: "opened", connection, encodings: this.#decoder?.encodings ?? [] }),
      onMessage: (message) => {
        const frame = typeof message === "string" ? parseFrame(message) : readFrame(message);
        if (frame !== null) this.#take(connection, frame, typeof message === "string" ? message.length : 0);
      },
      onClose: () => {
        this.#sockets.delete(connection);
        this.#dispatch({ type: "closed", connection });
      },
    });
    if (socket !== undefined) this.#sockets.set(connection, socket);
  }

  #take(connection: number, frame: Frame, size: number): void {
    if (frame.type === "ack") void this.#loadDecoder();
    if (frame.type !== "batch") {
      this.#dispatch({ type: "frame", connection, frame, size });
      return;
    }
    try {
      const frames = this.#decoder?.decode(frame);
      // A spare may have offered it before the decoder failed: dropped in silence, the next ping would pass over what is inside.
      if (frames === undefined) throw new Error("nothing unpacks this");
      // The whole batch counts for flow control once its last event is processed.
      frames.forEach((each, i) => {
        const isLast = i === frames.length - 1;
        this.#dispatch({ type: "frame", connection, frame: each, size: isLast ? size : 0 });
      });
    } catch {
      this.#decoder = null;
      this.#dispatch({ type: "garbled", connection });
    }
  }

  /** Behind the first connection, which needs it least. Without it, later ones are served plain. */
  async #loadDecoder(): Promise<void> {
    if (!this.#isDecoderWanted) return;
    this.#isDecoderWanted = false;
    this.#decoder = (await this.#ports.loadDecoder?.().catch(() => null)) ?? null;
  }

  async #refetch(refetch: number, reason: string): Promise<void> {
    const ok = await this.#handlers.onRefetch(reason).then(
      () => true,
      () => false,
    );
    this.#dispatch({ type: "refetched", refetch, ok });
  }
}
