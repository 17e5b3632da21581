import type { Pool } from "pg";
import { relay as chat } from "../../chat/jobs/relay";
import { pool as chatPool } from "../../chat/store/db";
import { relay as finance } from "../../finance/jobs/relay";
import { pool as financePool } from "../../finance/store/db";
import { relay as guest } from "../../guest/jobs/relay";
import { pool as guestPool } from "../../guest/store/db";
import { RELAYS as ofIdentity } from "../../identity/jobs/relays";
import { pool as identityPool } from "../../identity/store/db";
import type { StreamService } from "../../platform/events";
import type { Relay } from "../../platform/relay";
import { pool as realtimePool } from "../../realtime/store/db";
import { RELAYS as ofReports } from "../../reports/jobs/relays";
import { pool as reportsPool } from "../../reports/store/db";
import { staffRelay, tasksRelay } from "../../staff/jobs/relays";
import { pool as staffPool } from "../../staff/store/db";
import { relay as uploads } from "../../uploads/jobs/relay";
import { pool as uploadsPool } from "../../uploads/store/db";

interface Outbox {
  pool: Pool;
  relay: Pick<Relay<unknown>, "start" | "stop">;
}

/** Of every stream: where its events wait, and what brings them on their way. */
const OUTBOXES: Partial<Record<StreamService, Outbox>> = {
  finance: { pool: financePool, relay: finance },
  guest: { pool: guestPool, relay: guest },
  chat: { pool: chatPool, relay: chat },
  staff: { pool: staffPool, relay: staffRelay },
  tasks: { pool: staffPool, relay: tasksRelay },
  uploads: { pool: uploadsPool, relay: uploads },
  properties: { pool: identityPool, relay: ofIdentity.properties },
  users: { pool: identityPool, relay: ofIdentity.users },
  branding: { pool: identityPool, relay: ofIdentity.branding },
  dashboard: { pool: reportsPool, relay: ofReports.dashboard },
  analytics: { pool: reportsPool, relay: ofReports.analytics },
  reports: { pool: reportsPool, relay: ofReports.reports },
};

export function startRelays(): void {
  for (const { relay } of Object.values(OUTBOXES)) relay.start();
}

export async function stopRelays(): Promise<void> {
  await Promise.all(Object.values(OUTBOXES).map(({ relay }) => relay.stop()));
}

/** A number for a batch that the service did not make itself, taken where its relay takes them. */
export async function nextBatchNo(orgId: string, service: StreamService): Promise<number> {
  const { rows } = await OUTBOXES[service]!.pool.query<{ no: number }>(
    `INSERT INTO outbox_stream AS s (service, org_id, last_batch_no) VALUES ($1, $2, 1)
     ON CONFLICT (service, org_id) DO UPDATE SET last_batch_no = s.last_batch_no + 1
     RETURNING last_batch_no::int AS no`,
    [service, orgId],
  );
  return rows[0]!.no;
}

/** Until the organisation's log holds all that its services have told. */
export async function untilSequenced(orgId: string): Promise<void> {
  for (const [service, { pool }] of Object.entries(OUTBOXES)) {
    while (!(await isSequenced(orgId, service, pool))) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function isSequenced(orgId: string, service: string, pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ waiting: boolean; last: number }>(
    `SELECT EXISTS (SELECT FROM outbox WHERE service = $1 AND org_id = $2) AS waiting,
            coalesce((SELECT last_batch_no FROM outbox_stream WHERE service = $1 AND org_id = $2), 0)::int AS last`,
    [service, orgId],
  );
  const { waiting, last } = rows[0]!;
  if (waiting) return false;
  const { rowCount } = await realtimePool.query(
    `SELECT FROM source WHERE org_id = $1 AND service = $2 AND next_batch > $3`,
    [orgId, service, last],
  );
  return last === 0 || rowCount === 1;
}
