import type { LiveEvent } from "../machine/state";
import type { Handlers } from "../ports";
import type { FakeServer } from "./fake-server";

/** What an application does with the client: rows by id, replaced by a fetch and patched by events. */
export class FakeScreen implements Handlers {
  rows = new Map<string, string | null>();
  readonly seen: number[] = [];
  readonly refetches: string[] = [];
  readonly faults: string[] = [];
  readonly states: string[] = [];
  failFetches = 0;
  readonly #server: FakeServer;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  onEvents(events: LiveEvent[]): void {
    for (const event of events) {
      this.seen.push(event.seq);
      this.rows.set(event.id, event.data === null ? null : String(event.data["text"]));
    }
  }

  async onRefetch(reason: string): Promise<void> {
    this.refetches.push(reason);
    if (this.failFetches > 0) {
      this.failFetches -= 1;
      throw new Error("fetch failed");
    }
    for (const event of this.#server.log)
      this.rows.set(event.id, event.data === null ? null : String(event.data["text"]));
  }

  onFault(fault: string): void {
    this.faults.push(fault);
  }

  onChange(view: { state: string }): void {
    if (this.states.at(-1) !== view.state) this.states.push(view.state);
  }
}
