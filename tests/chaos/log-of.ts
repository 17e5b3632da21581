import type { Postgres } from "./postgres";
import type { Entry } from "./trail";

/** The epoch of the log. */
export async function epochOf(postgres: Postgres): Promise<string> {
  const [row] = await postgres.query<{ epoch: string }>("lobby_realtime", "SELECT epoch FROM log_state");
  return row?.epoch ?? "";
}

/** An organisation's log as the database holds it, and which row each event tells of. */
export async function logOf(postgres: Postgres, orgId: string): Promise<{ log: Entry[]; told: string[] }> {
  const rows = await postgres.query<Omit<Entry, "seq" | "n"> & { seq: string; n: string; entity: string }>(
    "lobby_realtime",
    `SELECT seq, channel, n, digest, event_id AS id, hash, envelope::json->>'type' AS type,
       envelope::json->'entity'->>'id' AS entity
     FROM event_log WHERE org_id = $1 ORDER BY seq`,
    [orgId],
  );
  const log = rows.map(({ channel, digest, id, hash, type, seq, n }) => {
    return { channel, digest, id, hash, type, seq: Number(seq), n: Number(n) };
  });
  return { log, told: rows.map((row) => row.entity) };
}

/** Ids of the rows whose description begins with the mark. */
export async function bookedRows(postgres: Postgres, orgId: string, mark: string): Promise<string[]> {
  const rows = await postgres.query<{ id: string }>(
    "lobby_finance",
    "SELECT id FROM revenue WHERE org_id = $1 AND starts_with(description, $2)",
    [orgId, mark],
  );
  return rows.map((row) => row.id);
}

/** What is still on its way or went aside, by place; empty when everything has arrived. */
export async function leftovers(postgres: Postgres): Promise<Record<string, number>> {
  const places = [
    ["lobby_finance", "outbox"],
    ["lobby_finance", "outbox_batch WHERE accepted_at IS NULL"],
    ["lobby_realtime", "held_batch"],
    ["lobby_realtime", "parked"],
    ["lobby__pubsub", "delivery"],
    ["lobby__pubsub", "dead_letter"],
  ] as const;
  const found: Record<string, number> = {};
  for (const [database, from] of places) {
    const [row] = await postgres.query<{ count: number }>(database, `SELECT count(*)::int AS count FROM ${from}`);
    if (row !== undefined && row.count > 0) found[from] = row.count;
  }
  return found;
}
