import { connect, type Hotel } from "./databases.mjs";

/**
 * A writer that runs within PostgreSQL, so that it costs the client nothing: business transactions of at least 5 ms, one after the
 * other, each with its booking and, as its last statement, its event. The event carries the moment just before the commit, as the load
 * client reads it (`T`, nanoseconds in hex, `T`).
 */
const WRITER = `DO $writer$
DECLARE
  hotels json := '$HOTELS';
  ends timestamptz := clock_timestamp() + $SECONDS * interval '1 second';
  due timestamptz := clock_timestamp() + random() * $PAUSE_MS * interval '1 millisecond';
  hotel json; id uuid; now timestamptz; data json;
BEGIN
  LOOP
    PERFORM pg_sleep(greatest(0.005, extract(epoch FROM due - clock_timestamp())));
    now := clock_timestamp();
    EXIT WHEN now > ends;
    due := greatest(due + $PAUSE_MS * interval '1 millisecond', now - interval '1 second');
    hotel := hotels -> floor(random() * json_array_length(hotels))::int;
    id := uuidv7();
    INSERT INTO revenue (id, org_id, property_id, amount_minor, currency, source, payment_mode, business_date, occurred_at, recorded_by, recorded_at)
    VALUES (id, (hotel ->> 'orgId')::uuid, (hotel ->> 'propertyId')::int, 1250, 'EUR', 'other', 'cash', now::date, now, id, now);
    data := json_build_object('id', id, 'amountMinor', 1250, 'currency', 'EUR', 'source', 'other', 'paymentMode', 'cash',
      'description', 'T' || lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000000)::bigint * 1000), 16, '0') || 'T',
      'bankReference', null, 'businessDate', now::date, 'occurredAt', to_char(now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'recordedBy', id);
    INSERT INTO outbox (org_id, event) VALUES ((hotel ->> 'orgId')::uuid, json_build_object(
      'id', uuidv7(), 'type', 'revenue-recorded', 'v', 1, 'at', to_char(now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'propertyId', (hotel ->> 'propertyId')::int, 'entity', json_build_object('kind', 'revenue', 'id', id, 'version', 1),
      'actorId', id, 'class', 'normal', 'data', data));
    COMMIT;
  END LOOP;
END $writer$`;

/** Runs so many writers for so long; together they begin at most `perSecond` transactions a second. */
export async function write(
  url: string,
  hotels: readonly Hotel[],
  options: { writers: number; seconds: number; perSecond: number },
): Promise<void> {
  const { writers, seconds, perSecond } = options;
  const places = JSON.stringify(hotels.map(({ orgId, propertyId }) => ({ orgId, propertyId })));
  const text = WRITER.replace("$HOTELS", places)
    .replace("$SECONDS", String(seconds))
    .replaceAll("$PAUSE_MS", String((writers * 1000) / perSecond));
  const clients = await Promise.all(Array.from({ length: writers }, () => connect(url)));
  await Promise.all(clients.map((client) => client.query(text)));
  await Promise.all(clients.map((client) => client.end()));
}

/** Says again and again that events were committed, as a process that does not hold the relay's lock does: one call at a time. */
export async function wakeWhile(url: string, work: Promise<unknown>): Promise<void> {
  const client = await connect(url);
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await client.query("NOTIFY outbox_wake");
    await new Promise((resume) => setTimeout(resume, 1));
  }
  await client.end();
  await over;
}
