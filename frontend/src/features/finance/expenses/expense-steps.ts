import type { contract } from "../../../api/client.gen";
import { t } from "../../../lib/i18n/t";

export type Expense = contract.Expense;
export type ExpenseStep = contract.ExpenseStepName;

/** Whose expenses, and what they may approve. */
export interface Deciding {
  personId: string;
  currency: string;
  permissions: readonly contract.Permission[];
  /** Minor units of the currency; null has no limit, 0 is nothing. */
  limitMinor: number | null;
}

interface PossibleStep {
  step: ExpenseStep;
  /** Why the reader cannot take it; null when they can. */
  disabledReason: string | null;
}

const NEXT: Record<contract.ExpenseState, readonly ExpenseStep[]> = {
  submitted: ["approve", "reject"],
  approved: ["post"],
  posted: ["reverse"],
  rejected: [],
  reversed: [],
};

/** What can be done with an expense now; nothing for who decides on none. The server has the last word. */
export function stepsOf(expense: Expense, by: Deciding): PossibleStep[] {
  if (!by.permissions.includes("finance.expense.approve") || expense.reversalOf !== null) return [];
  return NEXT[expense.state].map((step) => ({ step, disabledReason: whyNot(expense, step, by) }));
}

function whyNot(expense: Expense, step: ExpenseStep, { personId, currency, limitMinor }: Deciding): string | null {
  if (expense.submittedBy === personId) return t("money.expense.own");
  if (step === "reject" || limitMinor === null) return null;
  const isWithin = expense.currency === currency && expense.amountMinor <= limitMinor;
  return isWithin ? null : t("money.expense.above");
}
