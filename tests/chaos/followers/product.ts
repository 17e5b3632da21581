import { setTimeout as pause } from "node:timers/promises";
import WebSocket from "ws";
import { loadDeflateDecoder } from "../../../frontend/src/lib/realtime/batches/deflate-dict";
import { RealtimeClient } from "../../../frontend/src/lib/realtime/client";
import type { AuthorizedFetch } from "../../../frontend/src/lib/realtime/links/http";
import { pollLink } from "../../../frontend/src/lib/realtime/links/poll";
import { sseLink } from "../../../frontend/src/lib/realtime/links/sse";
import { ticketsFrom } from "../../../frontend/src/lib/realtime/links/ticket";
import { webSocketLink } from "../../../frontend/src/lib/realtime/links/websocket";
import type { Transport } from "../../../frontend/src/lib/realtime/machine/transport";
import { plainWorld } from "../../../frontend/src/lib/realtime/world";
import { call, type ErrorBody } from "../../lib/api";
import type { Person } from "../person";
import { entryOf, Trail } from "../trail";
import { type Follower, nameOf, REACH_MS } from "./follower";

const ANSWER_MS = 5000;

/** The front end's own client, with sockets of the package ws; by all its ways to the server, or by one alone. */
export class ProductFollower implements Follower {
  readonly trail = new Trail();
  readonly name: string;
  readonly person: Person;
  readonly #client: RealtimeClient;
  #isConnected = false;

  constructor(url: string, person: Person, epoch: string, only?: Transport) {
    this.person = person;
    this.name = nameOf(`product${only === undefined ? "" : ` by ${only}`}`, person);
    const { trail } = this;
    const authorized: AuthorizedFetch = async (to, init) =>
      fetch(to, { ...init, headers: { ...init.headers, authorization: `Bearer ${await person.token()}` } });
    const links = [
      webSocketLink(url, WebSocket),
      sseLink(url, authorized),
      pollLink("long-poll", url, authorized),
      pollLink("poll", url, authorized),
    ];
    this.#client = new RealtimeClient(
      { services: ["finance"] },
      {
        ...plainWorld,
        fetchTicket: ticketsFrom(() => createTicket(url, person)),
        loadDecoder: () => loadDeflateDecoder(url),
        links: links.filter((link) => only === undefined || link.transport === only),
      },
      {
        onEvents: (events) => trail.seen.push(...events.map(entryOf)),
        onRefetch: async (reason) => void trail.complaints.push(`asked to fetch all anew: ${reason}`),
        onFault: (fault) => (fault === "silence" ? trail.error(fault) : trail.complaints.push(`fault: ${fault}`)),
        onChange: ({ transport }) => {
          if (transport !== null && !this.#isConnected) trail.connectedAt.push(Date.now());
          this.#isConnected = transport !== null;
        },
      },
      { epoch, seq: 0, marks: {} },
    );
    this.#client.start();
  }

  async reaches(seq: number): Promise<void> {
    for (const end = Date.now() + REACH_MS; (this.#client.head?.seq ?? 0) < seq; await pause(500)) {
      const { state, seq: at, reason } = this.#client.view;
      if (Date.now() > end) throw new Error(`is ${state} (${reason}) at ${at} and not at ${seq}`);
      // It may wait long before its next attempt; a person would press the button.
      if (state === "offline") this.#client.retry();
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
