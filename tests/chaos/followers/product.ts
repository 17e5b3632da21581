import { setTimeout as pause } from "node:timers/promises";
import WebSocket from "ws";
import { RealtimeClient } from "../../../frontend/src/lib/realtime/client";
import { ticketsFrom } from "../../../frontend/src/lib/realtime/links/ticket";
import { webSocketLink } from "../../../frontend/src/lib/realtime/links/websocket";
import { plainWorld } from "../../../frontend/src/lib/realtime/world";
import { call, type ErrorBody } from "../../lib/api";
import type { Person } from "../person";
import { entryOf, Trail } from "../trail";
import type { Follower } from "./follower";

const ANSWER_MS = 5000;
const REACH_MS = 120_000;

/** The front end's own client, with sockets of the package ws. */
export class ProductFollower implements Follower {
  readonly trail = new Trail();
  readonly name: string;
  readonly person: Person;
  readonly #client: RealtimeClient;
  #isLive = false;

  constructor(url: string, person: Person, epoch: string) {
    this.person = person;
    this.name = `product ${person.email}`;
    const { trail } = this;
    this.#client = new RealtimeClient(
      { services: ["finance"] },
      {
        ...plainWorld,
        fetchTicket: ticketsFrom(() => createTicket(url, person)),
        links: [webSocketLink(url, WebSocket)],
      },
      {
        onEvents: (events) => trail.seen.push(...events.map(entryOf)),
        onRefetch: async (reason) => void trail.complaints.push(`asked to fetch all anew: ${reason}`),
        onFault: (fault) => (fault === "silence" ? trail.error(fault) : trail.complaints.push(`fault: ${fault}`)),
        onChange: ({ state }) => {
          if (state === "live" && !this.#isLive) trail.connections += 1;
          this.#isLive = state === "live";
        },
      },
      { epoch, seq: 0, marks: {} },
    );
    this.#client.start();
  }

  async reaches(seq: number): Promise<void> {
    for (const end = Date.now() + REACH_MS; ; await pause(500)) {
      // Of a client that waits long before its next attempt, one would be as patient as a person who sees a button.
      const { state } = this.#client.view;
      if (state === "live" && (this.#client.position?.seq ?? 0) >= seq) return;
      if (state !== "live") this.#client.retry();
      if (Date.now() > end) throw new Error(`${this.name} is ${state} at ${this.#client.view.seq} and not at ${seq}`);
    }
  }

  async stop(): Promise<void> {
    this.#client.stop();
  }
}

async function createTicket(url: string, person: Person): Promise<{ ticket: string }> {
  const token = await person.token();
  const signal = AbortSignal.timeout(ANSWER_MS);
  const { status, body } = await call<{ ticket: string }>(url, "POST", "/realtime/ticket", { token, signal });
  if (status === 200) return body;
  const { code, details } = body as unknown as ErrorBody;
  throw Object.assign(new Error(`no ticket: ${status}`), { status, code, details });
}
