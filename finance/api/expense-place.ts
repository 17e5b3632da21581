import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { pool } from "../store/db";
import { findExpense } from "../store/expense.store";

interface ExpensePlaceRequest {
  orgId: string;
  id: string;
}

interface ExpensePlaceResponse {
  /** Null when the organisation has no such expense. */
  propertyId: number | null;
}

/** At which property an expense is, for whoever keeps something that belongs to it. */
export const expensePlace = api(
  { method: "POST", path: "/finance/internal/expense-place", expose: false },
  async ({ orgId, id }: ExpensePlaceRequest): Promise<ExpensePlaceResponse> => ({
    propertyId: isUuid(id) ? ((await findExpense(pool, orgId, id))?.propertyId ?? null) : null,
  }),
);
