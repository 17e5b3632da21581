import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { refuse } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { rowChanged } from "../../platform/row-changed";
import { inTx } from "../../platform/tx";
import type { CashSession } from "../contract/cash-session";
import { financeErrors } from "../contract/errors";
import { decideOpening } from "../domain/cash-session";
import { onOpenDay } from "../domain/open-day";
import { relay } from "../jobs/relay";
import { holdBooks } from "../store/books.store";
import { hasDrawer, insertSession } from "../store/cash-session.store";
import { pool } from "../store/db";
import { appendFinanceEvents } from "../store/revenue.store";

interface OpenCashSessionRequest {
  propertyId: number;
  /** What is in the drawer, in minor units (cents) of the property's currency. */
  floatMinor: number;
  /** A repeat with the same key gets the first answer and opens nothing. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Opens a drawer for the caller: their cash at the property belongs to it until it is counted (F13). */
export const openCashSession = api(
  { method: "POST", path: "/finance/cash-sessions", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: OpenCashSessionRequest): Promise<CashSession> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    const property = requirePermission("finance.cash.handle", propertyId);
    const { userID: personId, orgId } = caller();
    const now = clock.now();
    const whose = { orgId, personId, endpoint: "finance.openCashSession", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once(tx, whose, request, now, async () => {
        const onDay = onOpenDay(property, await holdBooks(tx, orgId, propertyId));
        const decided = decideOpening(request, { id: newId(), now, personId, property: onDay });
        if (!decided.ok) return decided;
        if (await hasDrawer(tx, orgId, propertyId, personId)) return refuse("drawer_open");
        await insertSession(tx, orgId, decided.value);
        const change = { eventId: newId(), now, actorId: personId };
        await appendFinanceEvents(tx, orgId, [rowChanged("cash-session", decided.value, change)]);
        return decided;
      }),
    );
    relay.wake();
    return orThrow(outcome, financeErrors);
  },
);
