import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { PAGE_DEFAULT } from "../../platform/pages";
import { optionalDate, searchText, wholeNumber } from "../../platform/request-fields";
import type { Expense, ExpenseCategory, ExpenseState } from "../contract/types";
import { approvalLimitMinor } from "../domain/expense";
import { pool } from "../store/db";
import { listExpensePage } from "../store/expense.store";
import { optionalPerson } from "./optional-person";
import { readCursor } from "./read-cursor";

interface ListExpensesRequest {
  propertyId: number;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
  /** First business date, YYYY-MM-DD. */
  from?: string;
  /** Last business date, YYYY-MM-DD. */
  to?: string;
  state?: ExpenseState;
  category?: ExpenseCategory;
  /** Person id. */
  submittedBy?: string;
  /** Part of the vendor, description or bank reference. */
  q?: string & MaxLen<100>;
}

interface ListExpensesResponse {
  data: Expense[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
  /** The most that the caller may approve here, in minor units of the property's currency; null has no limit, 0 is nothing. */
  approvalLimitMinor: number | null;
}

/** Expenses of one property, newest first. */
export const listExpenses = api(
  { method: "GET", path: "/finance/expenses", expose: true, auth: true },
  async (request: ListExpensesRequest): Promise<ListExpensesResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    const { permissions, currency } = requirePermission("finance.expense.read", propertyId);
    const filter = {
      orgId: caller().orgId,
      propertyId,
      from: optionalDate("from", request.from),
      to: optionalDate("to", request.to),
      state: request.state ?? null,
      category: request.category ?? null,
      submittedBy: optionalPerson("submittedBy", request.submittedBy),
      q: searchText(request.q),
    };
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    const page = await listExpensePage(pool, filter, limit, readCursor(request.cursor));
    return { ...page, approvalLimitMinor: approvalLimitMinor(permissions, currency) };
  },
);
