import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../../api/client";
import type { api as apiTypes } from "../../../api/client.gen";
import { isTransient } from "../../../api/failure";
import type { Expense, ExpenseStep } from "./expense-steps";
import type { View } from "./views";

const MOST = 100;

const FILTERS: Record<View, (personId: string) => Pick<apiTypes.ListExpensesRequest, "state" | "submittedBy">> = {
  decide: () => ({ state: "submitted" }),
  post: () => ({ state: "approved" }),
  mine: (submittedBy) => ({ submittedBy }),
  all: () => ({}),
};

/** Expenses of a property, newest first, and what the reader may approve. */
export const expensesQuery = (propertyId: number, view: View, personId: string) =>
  queryOptions({
    queryKey: ["expenses", propertyId, view] as const,
    meta: { live: true, kinds: ["expense"] },
    queryFn: () => api.finance.listExpenses({ propertyId, limit: MOST, ...FILTERS[view](personId) }),
  });

export interface StepTaken {
  expense: Expense;
  step: ExpenseStep;
  reason?: string;
}

/** Takes an expense one step on. It names the version that it was decided on, so a repeat is never done twice. */
export function useStepExpense(propertyId: number, onDone: (taken: StepTaken) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ expense: { id, version }, step, reason }: StepTaken) =>
      api.finance.stepExpense(id, { step, version, ...(reason === undefined ? {} : { reason }) }),
    onSuccess: (_expense, taken) => onDone(taken),
    // Whatever became of it, the server knows how the expense stands now.
    onSettled: () => queries.invalidateQueries({ queryKey: ["expenses", propertyId] }),
  });
}

/** Submits an expense. The same key goes with every attempt, so trying again is safe. */
export function useSubmitExpense(propertyId: number, onSubmitted: (expense: Expense) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: apiTypes.SubmitExpenseRequest) => api.finance.submitExpense(request),
    retry: (failures, error) => failures < 2 && isTransient(error),
    async onSuccess(expense) {
      onSubmitted(expense);
      await queries.invalidateQueries({ queryKey: ["expenses", propertyId] });
    },
  });
}
