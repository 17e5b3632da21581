import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { financeErrors } from "../contract/errors";
import type { Expense } from "../contract/types";
import { pool } from "../store/db";
import { findExpense } from "../store/expense.store";

interface GetExpenseRequest {
  id: string;
}

/** One expense. One that the caller may not see and one that does not exist give the same answer. */
export const getExpense = api(
  { method: "GET", path: "/finance/expenses/:id", expose: true, auth: true },
  async ({ id }: GetExpenseRequest): Promise<Expense> => {
    const { orgId, grants } = caller();
    const expense = isUuid(id) ? await findExpense(pool, orgId, id) : null;
    const isVisible = expense !== null && decideAccess(grants, "finance.expense.read", expense.propertyId).ok;
    return isVisible ? expense : orThrow(refuse("expense_not_found", { values: { id } }), financeErrors);
  },
);
