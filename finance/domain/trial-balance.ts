import type { TrialBalanceLine } from "../contract/day-close";
import type { ExpenseCategory, PaymentMode, RevenueSource } from "../contract/types";

/** Lines of revenue of one kind, summed; below 0 where more was taken back than booked. */
export interface RevenueSum {
  source: RevenueSource;
  paymentMode: PaymentMode;
  currency: string;
  amountMinor: number;
}

/** Posted expenses of one kind, summed, without what was taken back. */
export interface ExpenseSum {
  category: ExpenseCategory;
  paymentMode: PaymentMode;
  currency: string;
  /** Tax included. */
  amountMinor: number;
  taxMinor: number;
}

/** What was counted in drawers less what had to be in them. */
export interface CashVariance {
  currency: string;
  amountMinor: number;
}

/**
 * What each account came to. Revenue is a credit of its source and a debit of how it was paid; an expense is a debit of its category and
 * of the tax in it, and a credit of how it was paid. Cash that was counted above what
 * had to be there is a debit of it and a credit of `cash.over_short`. An amount below 0 stands on the other side.
 */
export function trialBalance(
  revenue: readonly RevenueSum[],
  expenses: readonly ExpenseSum[],
  variances: readonly CashVariance[],
): TrialBalanceLine[] {
  const lines = new Map<string, TrialBalanceLine>();
  const post = (account: string, currency: string, debitMinor: number): void => {
    const key = `${currency} ${account}`;
    const line = lines.get(key) ?? { account, currency, debitMinor: 0, creditMinor: 0 };
    if (debitMinor > 0) line.debitMinor += debitMinor;
    else line.creditMinor -= debitMinor;
    lines.set(key, line);
  };
  for (const { source, paymentMode, currency, amountMinor } of revenue) {
    post(`payment.${paymentMode}`, currency, amountMinor);
    post(`revenue.${source}`, currency, -amountMinor);
  }
  for (const { category, paymentMode, currency, amountMinor, taxMinor } of expenses) {
    post(`expense.${category}`, currency, amountMinor - taxMinor);
    post("tax.input", currency, taxMinor);
    post(`payment.${paymentMode}`, currency, -amountMinor);
  }
  for (const { currency, amountMinor } of variances) {
    post("payment.cash", currency, amountMinor);
    post("cash.over_short", currency, -amountMinor);
  }
  return [...lines.values()]
    .filter(({ debitMinor, creditMinor }) => debitMinor !== 0 || creditMinor !== 0)
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The currencies in which debits and credits differ; none, or there is a bug. */
export function unbalanced(lines: readonly TrialBalanceLine[]): string[] {
  const differences = new Map<string, number>();
  for (const { currency, debitMinor, creditMinor } of lines)
    differences.set(currency, (differences.get(currency) ?? 0) + debitMinor - creditMinor);
  return [...differences].filter(([, difference]) => difference !== 0).map(([currency]) => currency);
}

/** What the accounts whose name begins so came to in the currency: debits less credits. */
export function balanceOf(lines: readonly TrialBalanceLine[], prefixes: readonly string[], currency: string): number {
  return lines
    .filter((line) => line.currency === currency && prefixes.some((prefix) => line.account.startsWith(prefix)))
    .reduce((sum, { debitMinor, creditMinor }) => sum + debitMinor - creditMinor, 0);
}

const keyOf = ({ currency, account }: TrialBalanceLine): string => `${currency} ${account}`;
