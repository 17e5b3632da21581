import type { Client } from "pg";
import { connect, type Hotel } from "./databases.mjs";
import { secondsOf } from "./processor.mjs";

/**
 * A writer that runs within PostgreSQL, so that it costs the client nothing and itself little: business transactions of 5 ms, one
 * after the other, each with an event as its last statement. The event carries the moment just before the commit, as the load client reads it (`^`,
 * nanoseconds in hex, `^`, a number that says nothing here, `^`). Commits are durable.
 */
// oxlint-disable-next-line lobby/no-sql-now -- the real moment is what is measured, and it is known within PostgreSQL alone
const WRITER = `DO $writer$
DECLARE
  orgs constant uuid[] := '$ORGS';
  properties constant int[] := '$PROPERTIES';
  began constant timestamptz := clock_timestamp() + random() * interval '$PAUSE_MS ms';
BEGIN
  FOR i IN 0 .. 1000000000 LOOP
    EXIT WHEN clock_timestamp() > began + interval '$SECONDS s';
    -- Few and large expressions: each transaction makes all of them ready anew.
    PERFORM pg_sleep(greatest(0.005, extract(epoch FROM began + i * interval '$PAUSE_MS ms' - clock_timestamp())));
    INSERT INTO outbox (service, org_id, event)
      SELECT 'finance', orgs[place], format('$EVENT', uuidv7(), properties[place],
        lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000000)::bigint * 1000), 16, '0'))::json
      FROM (SELECT 1 + floor(random() * $COUNT)::int AS place) AS chosen;
    COMMIT;
  END LOOP;
END $writer$`;

const PERSON = "01890000-0000-7000-8000-000000000001";
const AT = "2026-11-20T12:00:00.000Z";

/** For SQL's format: %1$s the id, %2$s the property, %3$s the stamp. */
const EVENT = JSON.stringify({
  id: "%1$s",
  type: "revenue-recorded",
  v: 1,
  at: AT,
  propertyId: "PROPERTY",
  entity: { kind: "revenue", id: "%1$s", version: 1 },
  actorId: PERSON,
  class: "normal",
  data: {
    id: "%1$s",
    amountMinor: 1250,
    currency: "EUR",
    source: "other",
    paymentMode: "cash",
    description: "^%3$s^00000001^",
    bankReference: null,
    businessDate: "2026-11-20",
    occurredAt: AT,
    recordedBy: PERSON,
  },
}).replace('"PROPERTY"', "%2$s");

export interface Load {
  writers: number;
  seconds: number;
  /** Transactions, of all writers together. */
  perSecond: number;
}

export interface Written {
  seconds: number;
  /** Of the writers' connections in PostgreSQL. */
  processorSeconds: number;
}

/** Runs so many writers for so long; together they begin at most `perSecond` transactions a second. */
export async function write(
  url: string,
  hotels: readonly Hotel[],
  { writers, seconds, perSecond }: Load,
): Promise<Written> {
  const fields: Record<string, string> = {
    $ORGS: `{${hotels.map((hotel) => hotel.orgId).join(",")}}`,
    $PROPERTIES: `{${hotels.map((hotel) => hotel.propertyId).join(",")}}`,
    $COUNT: String(hotels.length),
    $SECONDS: String(seconds),
    $PAUSE_MS: String((writers * 1000) / perSecond),
    $EVENT: EVENT,
  };
  const text = Object.entries(fields).reduce((sql, [field, value]) => sql.replaceAll(field, () => value), WRITER);
  const clients = await Promise.all(Array.from({ length: writers }, () => connect(url)));
  const pids = await Promise.all(clients.map(pidOf));
  const used = (): number => pids.reduce((total, pid) => total + secondsOf(pid), 0);
  const [start, before] = [performance.now(), used()];
  await Promise.all(clients.map((client) => client.query(text)));
  const written = { seconds: (performance.now() - start) / 1000, processorSeconds: used() - before };
  await Promise.all(clients.map((client) => client.end()));
  return written;
}

async function pidOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return rows[0]!.pid;
}

/** Says again and again that events were committed, as a process that does not hold the relay's lock does: one call at a time. */
export async function wakeWhile<T>(url: string, work: Promise<T>): Promise<T> {
  const client = await connect(url);
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  work.then(end, end);
  while (!isOver) {
    await client.query("NOTIFY outbox_wake");
    await new Promise((resume) => setTimeout(resume, 1));
  }
  await client.end();
  return work;
}
