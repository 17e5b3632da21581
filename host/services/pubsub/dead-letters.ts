import type { Client } from "pg";
import { wakeChannel } from "./queue-store";

/** A message that its subscription could not handle. */
export interface DeadLetter {
  id: string;
  /** `<topic>/<subscription>`. */
  queue: string;
  messageId: string;
  diedAt: Date;
  attempts: number;
  reason: string;
  payload: string;
}

/** The newest dead letters, of one queue or of all. */
export async function listDeadLetters(client: Client, queue: string | undefined, limit: number): Promise<DeadLetter[]> {
  const { rows } = await client.query<DeadLetter>(
    `select id, queue, message_id as "messageId", died_at as "diedAt", attempts, reason, payload
     from dead_letter where $1::text is null or queue = $1 order by id desc limit $2`,
    [queue, limit],
  );
  return rows;
}

/** Puts dead letters back into their queues, with all their attempts before them; returns how many. `ids` absent: all of the queue. */
export async function replayDeadLetters(
  client: Client,
  queue: string | undefined,
  ids: string[] | undefined,
): Promise<number> {
  const { rowCount } = await client.query(
    `with revived as (
       delete from dead_letter where ($1::text is null or queue = $1) and ($2::bigint[] is null or id = any($2)) returning id, queue, message_id, published_at, payload
     ), added as (
       insert into delivery (queue, due_at, message_id, published_at, expires_at, payload)
       select queue, clock_timestamp(), message_id, published_at, clock_timestamp() + interval '7 days', payload from revived order by id
       returning queue
     )
     select pg_notify('${wakeChannel}', 'replay ' || queue)::text from added`,
    [queue, ids],
  );
  return rowCount ?? 0;
}

/** Deletes dead letters for good; returns how many. */
export async function dropDeadLetters(
  client: Client,
  queue: string | undefined,
  ids: string[] | undefined,
): Promise<number> {
  const { rowCount } = await client.query(
    "delete from dead_letter where ($1::text is null or queue = $1) and ($2::bigint[] is null or id = any($2))",
    [queue, ids],
  );
  return rowCount ?? 0;
}
