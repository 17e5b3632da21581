/** Open while cash goes in and out, counted once, closed when the variance is accepted. */
export type CashSessionState = "open" | "counted" | "closed";

/** A cashier's time at a drawer, from its float to its count. */
export interface CashSession {
  id: string;
  version: number;
  propertyId: number;
  state: CashSessionState;
  /** The property's day that it was opened on, YYYY-MM-DD; its variance counts for it. */
  businessDate: string;
  /** The property's. Cash in another one does not belong to the drawer. */
  currency: string;
  /** What was in the drawer when it was opened, in minor units. */
  floatMinor: number;
  /** What had to be in it when it was counted; null until then, so that nobody counts towards it. */
  expectedMinor: number | null;
  countedMinor: number | null;
  /** Counted less expected: below 0 where cash is missing. */
  varianceMinor: number | null;
  /** Why the variance was accepted. */
  reason: string | null;
  /** Person id: whose cash it is. */
  cashierId: string;
  /** RFC 3339, UTC. */
  openedAt: string;
  /** The cashier, or who counted in their place. */
  countedBy: string | null;
  countedAt: string | null;
  /** Who accepted the variance. */
  closedBy: string | null;
  closedAt: string | null;
}

/** `taken` for revenue, `given_back` for what was taken back of it, `paid_out` for expenses, `returned` for those taken back. */
export type CashFlow = "taken" | "given_back" | "paid_out" | "returned";

/** What went through a drawer in one way until it was counted. */
export interface CashFlowTotal {
  flow: CashFlow;
  count: number;
  /** Minor units; below 0 for what went out. */
  amountMinor: number;
}
