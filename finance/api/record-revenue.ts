import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { financeErrors } from "../contract/errors";
import type { PaymentMode, Revenue, RevenueSource } from "../contract/types";
import { drawerOf } from "../domain/cash-session";
import { onOpenDay } from "../domain/open-day";
import { decideRevenue, revenueRecorded } from "../domain/revenue";
import { holdBooksAndDrawer } from "../store/books.store";
import { pool } from "../store/db";
import { relay } from "../jobs/relay";
import { appendFinanceEvents, insertRevenue } from "../store/revenue.store";
import { wholeNumber } from "../../platform/request-fields";

interface RecordRevenueRequest {
  propertyId: number;
  /** In major units, with no more decimals than the currency has: 12.5. Exactly one of amount and amountMinor. */
  amount?: number;
  /** In minor units (cents): 1250. */
  amountMinor?: number;
  /** ISO 4217; the property's own unless given. */
  currency?: string;
  /** `other` unless given. */
  source?: RevenueSource;
  /** `cash` unless given. */
  paymentMode?: PaymentMode;
  /** Only with bank, card and upi; at most 64 characters. */
  bankReference?: string;
  /** At most 500 characters. */
  description?: string;
  /** The day it counts for, YYYY-MM-DD; or an instant, as occurredAt. At most one of the two; neither means now, on the open day. */
  transactionDate?: string;
  /** RFC 3339. */
  occurredAt?: string;
  /** A repeat with the same key gets the first answer and books nothing. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Books one line of revenue and tells every screen that may see it (F1, F5). */
export const recordRevenue = api(
  { method: "POST", path: "/finance/revenue", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: RecordRevenueRequest): Promise<Revenue> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    const property = requirePermission("finance.revenue.record", propertyId);
    const { userID: personId, orgId } = caller();
    const now = clock.now();
    const whose = { orgId, personId, endpoint: "finance.recordRevenue", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once(tx, whose, request, now, async () => {
        const { closedThrough, openDrawer } = await holdBooksAndDrawer(tx, orgId, propertyId, personId);
        const onDay = onOpenDay(property, closedThrough);
        const decided = decideRevenue(request, { id: newId(), now, personId, property: onDay });
        if (!decided.ok) return decided;
        await insertRevenue(tx, orgId, [decided.value], drawerOf(decided.value, property, openDrawer));
        await appendFinanceEvents(tx, orgId, [revenueRecorded(decided.value, newId())]);
        return decided;
      }),
    );
    relay.wake();
    return orThrow(outcome, financeErrors);
  },
);
