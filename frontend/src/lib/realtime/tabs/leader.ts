import type { RealtimeClient } from "../client";
import type { Position } from "../machine/state";
import type { Handlers } from "../ports";
import type { Backlog } from "./backlog";
import type { FollowerMessage, LeaderMessage } from "./messages";

/** Makes the client of the tab that leads. */
export type Connect = (handlers: Handlers, position: Position | null) => RealtimeClient;

/** What a tab keeps, whichever role it has. */
export interface TabParts {
  connect: Connect;
  handlers: Handlers;
  backlog: Backlog;
}

/** Holds the one connection, serves its own tab, and tells the others everything that it is told. */
export class Leader {
  readonly #client: RealtimeClient;
  readonly #post: (message: LeaderMessage) => void;
  readonly #isHidden: () => boolean;
  readonly #backlog: Backlog;
  /** The end of what the other tabs were told. */
  #told: Position | null;

  constructor(
    { connect, handlers, backlog }: TabParts,
    position: Position | null,
    post: (message: LeaderMessage) => void,
    isHidden: () => boolean,
  ) {
    this.#post = post;
    this.#isHidden = isHidden;
    this.#told = position;
    this.#backlog = backlog;
    this.#client = connect(
      {
        onEvents: (events) => {
          handlers.onEvents(events);
          const { head } = this.#client;
          backlog.push(events);
          post({ type: "events", from: this.#told, to: head, events });
          this.#told = head;
        },
        onRefetch: (reason) => {
          const { head } = this.#client;
          this.#told = head;
          backlog.restart(head);
          if (head !== null) post({ type: "refetch", to: head, reason });
          return handlers.onRefetch(reason);
        },
        onFault: (fault) => {
          handlers.onFault(fault);
          post({ type: "fault", fault });
        },
        onChange: (view) => {
          handlers.onChange(view);
          post({ type: "view", view, hidden: isHidden() });
        },
      },
      position,
    );
  }

  get position(): Position | null {
    return this.#client.position;
  }

  start(): void {
    this.#post({ type: "lead" });
    this.#client.start();
  }

  stop(): void {
    this.#client.stop();
  }

  retry(): void {
    this.#client.retry();
  }

  onMessage(message: FollowerMessage): void {
    if (message.type === "retry") {
      this.#client.retry();
      return;
    }
    const { tab, cursor } = message;
    this.#post({ type: "view", view: this.#client.view, hidden: this.#isHidden() });
    const to = this.#client.head;
    // Before the first connection nobody has anything; the refetch that follows it is for all.
    if (to === null) return;
    this.#post({ type: "missed", tab, from: cursor, to, events: this.#backlog.since(cursor) });
  }
}
