import { validate as isUuid } from "uuid";
import { caller, requirePermission } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import type { Permission } from "../../identity/contract/permissions";
import { clock } from "../../platform/clock";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { type Outcome, refuse } from "../../platform/outcome";
import { rowChanged } from "../../platform/row-changed";
import { onVersion } from "../../platform/steps";
import { inTx, type Tx } from "../../platform/tx";
import type { CashSession } from "../contract/cash-session";
import type { FinanceRefusal } from "../contract/errors";
import { relay } from "../jobs/relay";
import { lockSession, updateSession } from "../store/cash-session.store";
import { pool } from "../store/db";
import { appendFinanceEvents } from "../store/revenue.store";

/** Who takes the step, with what they may at the property. */
interface By {
  personId: string;
  permissions: readonly Permission[];
  now: Date;
}

/** What is asked for, and the key under which a repeat gets the first answer. */
interface StepAsked<R> {
  endpoint: string;
  key: string | undefined;
  request: R;
}

/** Takes a step of a cash session: one's own with `finance.cash.handle`, anybody else's with `finance.cash.approve`. */
export async function stepSession<R extends { id: string; version: number }>(
  { endpoint, key, request }: StepAsked<R>,
  decide: (tx: Tx, session: CashSession, by: By) => Promise<Outcome<CashSession, FinanceRefusal>>,
): Promise<Outcome<CashSession, FinanceRefusal>> {
  const { id, version } = request;
  const { userID: personId, orgId, grants } = caller();
  const now = clock.now();
  const outcome = await inTx(pool, async (tx) => {
    const session = isUuid(id) ? await lockSession(tx, orgId, id) : null;
    if (session === null || !decideAccess(grants, "finance.revenue.read", session.propertyId).ok)
      return refuse("cash_session_not_found", { values: { id } });
    const isOwn = session.cashierId === personId;
    const { permissions } = requirePermission(
      isOwn ? "finance.cash.handle" : "finance.cash.approve",
      session.propertyId,
    );
    return once(tx, { orgId, personId, endpoint, key }, request, now, async () => {
      const current = onVersion(session.version, version);
      if (!current.ok) return current;
      const decided = await decide(tx, session, { personId, permissions, now });
      if (!decided.ok) return decided;
      await updateSession(tx, orgId, decided.value);
      const change = { eventId: newId(), now, actorId: personId };
      await appendFinanceEvents(tx, orgId, [rowChanged("cash-session", decided.value, change)]);
      return decided;
    });
  });
  relay.wake();
  return outcome;
}
