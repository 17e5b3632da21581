/**
 * How far a close has come: the books are locked, the trial balance is kept, the next day is open at the property, and everybody who
 * works on it knows. Each of the four is noted before the next begins, so a close that was cut off goes on where it was.
 */
export type DayCloseState = "locked" | "balanced" | "rolled" | "closed";

/** The close of one business date of a property. */
export interface DayClose {
  id: string;
  version: number;
  propertyId: number;
  /** The day that is closed, YYYY-MM-DD. */
  businessDate: string;
  /** The day that is opened. */
  nextDate: string;
  state: DayCloseState;
  /** The property's, in which the two sums are; other currencies stand in the trial balance. */
  currency: string;
  /** Revenue without what was taken back, in minor units; null until it is balanced. */
  revenueMinor: number | null;
  /** Posted expenses without what was taken back. */
  expenseMinor: number | null;
  /** Lines of revenue and posted expenses that it locks. */
  lineCount: number | null;
  /** What was left open when it began, each passed over with the reason. */
  expensesOpen: number;
  arrivalsOpen: number;
  departuresOpen: number;
  /** Why it was closed all the same. */
  reason: string | null;
  /** Person id. */
  startedBy: string;
  /** RFC 3339, UTC. */
  startedAt: string;
  closedAt: string | null;
}

/** What is looked at before a day is closed. */
export type DayCheckName = "cash_open" | "expenses_open" | "arrivals_open" | "departures_open";

export interface DayCheck {
  check: DayCheckName;
  /** How many were found; 0 is good. */
  count: number;
  /** Whether a reason passes over it. */
  canPass: boolean;
}

/** What one account came to on a closed day. */
export interface TrialBalanceLine {
  /** `payment.cash`, `revenue.room`, `expense.supplies`, `tax.input`, `cash.over_short`. */
  account: string;
  /** ISO 4217. */
  currency: string;
  debitMinor: number;
  creditMinor: number;
}
