import { api, fetchAuthorized, session } from "../api/client";
import { browserLinks, browserWorld } from "../lib/realtime/browser";
import { RealtimeClient } from "../lib/realtime/client";
import { ticketsFrom } from "../lib/realtime/links/ticket";
import type { Position, Subscription } from "../lib/realtime/machine/state";
import type { Handlers } from "../lib/realtime/ports";
import { browserPositions } from "../lib/realtime/positions/position-store";
import { browserTabs } from "../lib/realtime/tabs/browser-tabs";
import { SharedClient } from "../lib/realtime/tabs/shared-client";

/** A page that was closed for longer starts afresh: its rows are fetched anyway, and what was missed need not pass by. */
const RESUMED_MS = 15 * 60_000;

/** Before anything was fetched. A position that another tab has saved since may be ahead of this page's rows. */
const PAGE_BEGAN_AT = Date.now();

/** The stream of whoever is logged in, by one connection for all tabs of this browser. */
export interface LoginStream {
  retry(): void;
  stop(): void;
}

/** Opens it where this login's last page in this browser left off. */
export function openLoginStream(subscription: Subscription, handlers: Handlers): LoginStream {
  const login = session.login ?? "";
  const positions = browserPositions(login);
  const ports = {
    ...browserWorld,
    fetchTicket: ticketsFrom(() => api.identity.createTicket()),
    links: browserLinks(fetchAuthorized),
  };
  let client: SharedClient | RealtimeClient | null = null;
  let isOver = false;

  /** After the work, never before. */
  function keepPosition(): void {
    const isOurs = client instanceof RealtimeClient || client?.isLeading === true;
    const position = isOurs ? client?.position : null;
    if (position && !isOver) positions.save(position);
  }
  const keeping: Handlers = {
    ...handlers,
    onEvents(events) {
      handlers.onEvents(events);
      keepPosition();
    },
    onChange(view) {
      handlers.onChange(view);
      keepPosition();
    },
  };
  const connect = (wanted: Handlers, position: Position | null): RealtimeClient =>
    new RealtimeClient(subscription, ports, wanted, position);

  void positions.load({ from: Date.now() - RESUMED_MS, to: PAGE_BEGAN_AT }).then((position) => {
    if (isOver) return;
    const tabs = browserTabs(`lobby.stream.${login}`, ports.onWake);
    client = tabs === null ? connect(keeping, position) : new SharedClient(tabs, connect, keeping, position);
    client.start();
  });
  return {
    retry: () => client?.retry(),
    stop() {
      isOver = true;
      client?.stop();
    },
  };
}

/** Nothing of a login that has ended stays in this browser. */
export async function forgetStreams(): Promise<void> {
  await browserPositions("").clear();
}
