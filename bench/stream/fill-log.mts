import { login } from "../lib/lobby.mjs";
import { logState } from "./database.mjs";
import type { Product } from "./product.mjs";

export interface LongLog {
  /** Of the stream, for a person who sees the events. */
  path: string;
  epoch: string;
  /** The events come behind it. */
  after: number;
}

/**
 * A long log for an organisation that nobody listens to, by one statement: its newest event of finance again and again, under new ids, numbers and
 * marks. The running digest is not continued; who measures speed does not look at it.
 */
export async function fillLog(product: Product, events: number): Promise<LongLog> {
  const identity = await product.database("identity");
  const email = "owner@summit.example";
  const { rows } = await identity.query<{ org_id: string }>("SELECT org_id FROM person WHERE email = $1", [email]);
  const orgId = rows[0]!.org_id;
  const db = await product.database("realtime");
  const { epoch, head } = await logState(db, orgId);
  if (head === 0) throw new Error(`the demo left ${email}'s organisation no event to repeat`);
  await db.query(
    `INSERT INTO event_log (org_id, seq, service, channel, n, digest, event_id, made_at, hash, envelope, data)
     SELECT e.org_id, $2::bigint + i, e.service, e.channel, e.n + i, e.digest, x.id, $4, e.hash,
       jsonb_set(e.envelope::jsonb, '{id}', to_jsonb(x.id))::text,
       jsonb_set(e.data::jsonb, '{description}', to_jsonb('^0000000000000000^' || lpad(to_hex(i), 8, '0') || '^'))::text
     FROM (SELECT org_id, service, channel, n, digest, hash, envelope, data FROM event_log
       WHERE org_id = $1 AND service = 'finance' ORDER BY seq DESC LIMIT 1) e,
       generate_series(1, $3::int) i, LATERAL (SELECT gen_random_uuid() AS id WHERE i > 0) x`,
    [orgId, head, events, new Date()],
  );
  await db.query("UPDATE organisation SET head = head + $2 WHERE org_id = $1", [orgId, events]);
  await db.query("ANALYZE event_log");
  return { path: `/v2/realtime/stream?access_token=${await login(product.port, email)}`, epoch, after: head };
}
