import { clock } from "../../platform/clock";
import type { Connection } from "./connection";
import type { ConnectionLedger } from "./connection-ledger";

const SLOWEST = 20;

export interface SlowConnection {
  connectionId: string;
  personId: string;
  client: string;
  phase: string;
  openedAt: string;
  cursor: number;
  behindEvents: number;
  behindMs: number;
}

export interface ConnectionSummary {
  clients: { client: string; phase: string; count: number }[];
  /** Furthest behind first. */
  slowest: SlowConnection[];
}

/** How the connections of an organisation are, as far as their people see no other properties than these. */
export function summarise(
  ledger: ConnectionLedger,
  orgId: string,
  properties: readonly number[],
  head: number,
): ConnectionSummary {
  const within = ledger.within(orgId, properties);
  const counts = new Map<string, { client: string; phase: string; count: number }>();
  for (const { transport: client, phase } of within) {
    const group = counts.get(`${client} ${phase}`);
    if (group === undefined) counts.set(`${client} ${phase}`, { client, phase, count: 1 });
    else group.count += 1;
  }
  const slowest = within
    .map((connection) => behindOf(ledger, connection, head))
    .filter((slow) => slow !== null)
    .sort((a, b) => b.behindEvents - a.behindEvents || b.behindMs - a.behindMs)
    .slice(0, SLOWEST);
  return { clients: [...counts.values()], slowest };
}

/** Null for a connection that is not behind. */
function behindOf(ledger: ConnectionLedger, connection: Connection, head: number): SlowConnection | null {
  const behind = ledger.behind(connection);
  const { session } = connection;
  if (behind === null || !("cursor" in session)) return null;
  return {
    connectionId: connection.id,
    personId: connection.auth.userID,
    client: connection.transport,
    phase: session.phase,
    openedAt: new Date(connection.openedAtMs).toISOString(),
    cursor: session.cursor,
    behindEvents: Math.max(0, head - session.cursor),
    behindMs: clock.nowMs() - behind.sinceMs,
  };
}
