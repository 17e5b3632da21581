import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { validate as isUuid } from "uuid";
import { caller, requirePermission } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { refuse } from "../../platform/outcome";
import { inTx } from "../../platform/tx";
import { financeErrors } from "../contract/errors";
import type { Revenue } from "../contract/types";
import { drawerOf } from "../domain/cash-session";
import { onOpenDay } from "../domain/open-day";
import { decideReversal, revenueRecorded } from "../domain/revenue";
import { relay } from "../jobs/relay";
import { holdBooksAndDrawer } from "../store/books.store";
import { pool } from "../store/db";
import { isReversed, lockRevenue } from "../store/revenue.read";
import { appendFinanceEvents, insertRevenue } from "../store/revenue.store";

interface ReverseRevenueRequest {
  id: string;
  /** Why, at most 500 characters; it is what the further line is described by. */
  reason: string;
  /** A repeat with the same key gets the first answer and takes nothing back. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Takes a line of revenue back by a further one with the opposite amount, which is answered (F2). */
export const reverseRevenue = api(
  { method: "POST", path: "/finance/revenue/:id/reverse", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: ReverseRevenueRequest): Promise<Revenue> => {
    const { userID: personId, orgId, grants } = caller();
    const { id, reason } = request;
    const now = clock.now();
    const whose = { orgId, personId, endpoint: "finance.reverseRevenue", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once(tx, whose, request, now, async () => {
        const line = isUuid(id) ? await lockRevenue(tx, orgId, id) : null;
        if (line === null || !decideAccess(grants, "finance.revenue.read", line.propertyId).ok)
          return refuse("revenue_not_found", { values: { id } });
        const grant = requirePermission("finance.revenue.reverse", line.propertyId);
        const { closedThrough, openDrawer } = await holdBooksAndDrawer(tx, orgId, line.propertyId, personId);
        const property = onOpenDay(grant, closedThrough);
        const booking = { id: newId(), now, personId, property };
        const decided = decideReversal(line, await isReversed(tx, id), reason, booking);
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
