import { appendEvents } from "../../platform/outbox";
import type { Tx } from "../../platform/tx";
import type { FinanceEvent } from "../contract/events";
import { financeEvent } from "../contract/events.schema";
import type { Revenue } from "../contract/types";

/** @param drawer the cash session that all of it belongs to */
export async function insertRevenue(
  tx: Tx,
  orgId: string,
  revenue: readonly Revenue[],
  drawer: string | null = null,
): Promise<void> {
  const column = <K extends keyof Revenue>(name: K): Revenue[K][] => revenue.map((r) => r[name]);
  await tx.query(
    `INSERT INTO revenue (org_id, id, version, property_id, amount_minor, currency, source, payment_mode, bank_reference, description,
                          business_date, occurred_at, recorded_by, recorded_at, reversal_of,
                          cash_session_id)
     SELECT $1, r.id, r.version, r.property_id, r.amount_minor, r.currency, r.source, r.payment_mode, r.bank_reference, r.description,
            r.business_date, r.occurred_at, r.recorded_by, r.recorded_at, r.reversal_of, $16::uuid
     FROM unnest($2::uuid[], $3::int[], $4::int[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                 $11::date[], $12::timestamptz[], $13::uuid[], $14::timestamptz[], $15::uuid[])
       AS r (id, version, property_id, amount_minor, currency, source, payment_mode, bank_reference, description,
             business_date, occurred_at, recorded_by, recorded_at, reversal_of)`,
    [
      orgId,
      column("id"),
      column("version"),
      column("propertyId"),
      column("amountMinor"),
      column("currency"),
      column("source"),
      column("paymentMode"),
      column("bankReference"),
      column("description"),
      column("businessDate"),
      column("occurredAt"),
      column("recordedBy"),
      column("recordedAt"),
      column("reversalOf"),
      drawer,
    ],
  );
}

/** Stores events for the relay, as the last statement of the transaction. An event that breaks its contract is a bug and throws. */
export async function appendFinanceEvents(tx: Tx, orgId: string, events: readonly FinanceEvent[]): Promise<void> {
  await appendEvents(
    tx,
    "finance",
    orgId,
    events.map((event) => financeEvent.parse(event)),
  );
}
