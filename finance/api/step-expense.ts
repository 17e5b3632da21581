import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { validate as isUuid } from "uuid";
import { caller, requirePermission } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { accept, refuse } from "../../platform/outcome";
import { invalidRequest } from "../../platform/request-fields";
import { rowChanged } from "../../platform/row-changed";
import { onVersion, takeStep } from "../../platform/steps";
import { readText } from "../../platform/text";
import { inTx } from "../../platform/tx";
import { financeErrors } from "../contract/errors";
import type { Expense, ExpenseStepName } from "../contract/types";
import { drawerOf } from "../domain/cash-session";
import { afterExpenseStep, EXPENSE_STEPS, mayDecide, reversalOf } from "../domain/expense";
import { onOpenDay } from "../domain/open-day";
import { relay } from "../jobs/relay";
import { holdBooksAndDrawer } from "../store/books.store";
import { pool } from "../store/db";
import { insertExpense, lockExpense, updateExpense } from "../store/expense.store";
import { appendFinanceEvents } from "../store/revenue.store";

interface StepExpenseRequest {
  id: string;
  step: ExpenseStepName;
  /** The version that the step was decided on. */
  version: number;
  /** Why; required to reject and to reverse; at most 500 characters. */
  reason?: string;
  /** A repeat with the same key gets the first answer and takes no step. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

const REASON_LENGTH = 500;

/** Takes an expense one step on (F8): decides on it, posts it, or takes it back (F9). */
export const stepExpense = api(
  { method: "POST", path: "/finance/expenses/:id/step", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: StepExpenseRequest): Promise<Expense> => {
    const { userID: personId, orgId, grants } = caller();
    const { id, step } = request;
    const reason = readReason(request);
    const now = clock.now();
    const whose = { orgId, personId, endpoint: "finance.stepExpense", key: idempotencyKey };
    const outcome = await inTx(pool, async (tx) => {
      const expense = isUuid(id) ? await lockExpense(tx, orgId, id) : null;
      if (expense === null || !decideAccess(grants, "finance.expense.read", expense.propertyId).ok)
        return refuse("expense_not_found", { values: { id } });
      const grant = requirePermission("finance.expense.approve", expense.propertyId);
      return once(tx, whose, request, now, async () => {
        const current = onVersion(expense.version, request.version);
        if (!current.ok) return current;
        if (expense.reversalOf !== null) return refuse("reversal_final");
        const state = takeStep(EXPENSE_STEPS, expense.state, step);
        if (!state.ok) return state;
        const allowed = mayDecide(expense, step, { personId, ...grant });
        if (!allowed.ok) return allowed;
        const { closedThrough, openDrawer } = await holdBooksAndDrawer(tx, orgId, grant.propertyId, personId);
        const property = onOpenDay(grant, closedThrough);
        const changed = afterExpenseStep(expense, step, state.value, { personId, now, reason, property });
        await updateExpense(tx, orgId, changed);
        const events = [rowChanged("expense", changed, { eventId: newId(), now, actorId: personId })];
        if (step === "reverse") {
          const reversal = reversalOf(expense, { id: newId(), now, personId, property }, reason);
          await insertExpense(tx, orgId, reversal, drawerOf(reversal, property, openDrawer));
          events.push(rowChanged("expense", reversal, { eventId: newId(), now, actorId: personId }));
        }
        await appendFinanceEvents(tx, orgId, events);
        return accept(changed);
      });
    });
    relay.wake();
    return orThrow(outcome, financeErrors);
  },
);

function readReason({ step, reason: text }: Pick<StepExpenseRequest, "step" | "reason">): string | null {
  const reason = readText("reason", text, REASON_LENGTH);
  if (reason !== null && typeof reason !== "string") return invalidRequest(reason);
  if (reason === null && (step === "reject" || step === "reverse"))
    return invalidRequest({ path: "reason", code: "required", message: `is empty; say why, to ${step}` });
  return reason;
}
