import type { StreamService } from "../../platform/events";
import type { Queryable } from "../../platform/sql";
import type { Continuation, PlacedEvent, Tail } from "../domain/tail";

/** Stands between JSON texts, none of which can hold it. */
const SEPARATOR = "\u001e";

/** Where the logs of those organisations end that have one, all of one moment. */
export async function readTails(db: Queryable, orgIds: readonly string[]): Promise<Map<string, Tail>> {
  const { rows } = await db.query<{
    org_id: string;
    head: number;
    next: [StreamService, number][];
    channels: [string, number, string][];
  }>(
    `SELECT o.org_id, o.head,
       (SELECT coalesce(json_agg(json_build_array(s.service, s.next_batch)), '[]') FROM source s WHERE s.org_id = o.org_id) AS next,
       (SELECT coalesce(json_agg(json_build_array(c.channel, c.n, c.digest)), '[]') FROM channel c WHERE c.org_id = o.org_id) AS channels
     FROM organisation o WHERE o.org_id = ANY($1::uuid[])`,
    [orgIds],
  );
  return new Map(
    rows.map(({ org_id, head, next, channels }) => [
      org_id,
      { head, next: new Map(next), channels: new Map(channels.map(([name, n, digest]) => [name, { n, digest }])) },
    ]),
  );
}

/** One organisation's part of a flush. */
export interface Append {
  orgId: string;
  from: Tail;
  to: Continuation;
}

/**
 * Stores what follows where each log ends, in one transaction of one round trip. True: it is committed. False: nothing was done, for a
 * log ends elsewhere, or the database must judge. Throws a data error when an event is in the log already.
 */
export async function appendToLog(db: Queryable, appends: readonly Append[], instance: string): Promise<boolean> {
  const sources = appends.flatMap(({ orgId, from, to }) =>
    [...to.next].map(([service, next]) => ({ orgId, service, was: from.next.get(service) ?? 1, next })),
  );
  const channels = appends.flatMap(({ orgId, to }) => [...to.channels].map(([name, end]) => ({ orgId, name, ...end })));
  const events = appends.flatMap(({ to }) => to.events);
  const eventOrgs = appends.flatMap(({ orgId, to }) => to.events.map(() => orgId));
  const of = (field: (placed: PlacedEvent) => string | number): string => array(events.map(field));
  const { rows } = await db.query<{ done: boolean }>(
    `SELECT append_to_log($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24) AS done`,
    [
      instance,
      array(appends.map(({ orgId }) => orgId)),
      array(appends.map(({ from }) => from.head)),
      array(appends.map(({ to }) => to.head)),
      array(sources.map(({ orgId }) => orgId)),
      array(sources.map(({ service }) => service)),
      array(sources.map(({ was }) => was)),
      array(sources.map(({ next }) => next)),
      array(channels.map(({ orgId }) => orgId)),
      array(channels.map(({ name }) => name)),
      array(channels.map(({ n }) => n)),
      array(channels.map(({ digest }) => digest)),
      array(eventOrgs),
      of(({ seq }) => seq),
      of(({ service }) => service),
      of(({ event }) => event.channel),
      of(({ n }) => n),
      of(({ digest }) => digest),
      of(({ event }) => event.id),
      of(({ event }) => event.madeAt),
      of(({ event }) => event.hash),
      of(({ batchNo }) => batchNo),
      events.map(({ event }) => event.envelope).join(SEPARATOR),
      events.map(({ event }) => event.data ?? "").join(SEPARATOR),
    ],
  );
  return rows[0]?.done === true;
}

/** PostgreSQL's text of an array whose items need no quotes: ids, numbers, times, hashes and names of channels. */
const array = (items: readonly (string | number)[]): string => `{${items.join(",")}}`;
