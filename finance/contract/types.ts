/** What was sold. */
export type RevenueSource = "room" | "fnb" | "addon" | "other";

/** How it was paid. `credit` is owed by a guest or a company, `ota` is collected by the booking channel. */
export type PaymentMode = "cash" | "card" | "bank" | "upi" | "ota" | "credit";

/** One line of revenue. It is never changed; a mistake is answered by a further line that takes it back. */
export interface Revenue {
  id: string;
  version: number;
  propertyId: number;
  /** Minor units of the currency (cents); above 0, but of a line that takes another one back. */
  amountMinor: number;
  /** ISO 4217. */
  currency: string;
  source: RevenueSource;
  paymentMode: PaymentMode;
  /** The bank's or card's own reference; only with bank, card and upi. */
  bankReference: string | null;
  description: string | null;
  /** The property's day that it counts for, YYYY-MM-DD. */
  businessDate: string;
  /** RFC 3339, UTC. */
  occurredAt: string;
  /** Person id; names are in `GET /identity/people`. */
  recordedBy: string;
  /** RFC 3339, UTC. */
  recordedAt: string;
  /** The line that this one takes back; its amount is the opposite. */
  reversalOf: string | null;
}

/** Revenue of one business date, summed. */
export interface RevenueTotal {
  source: RevenueSource;
  currency: string;
  amountMinor: number;
  count: number;
}

export type ExpenseCategory =
  | "supplies"
  | "food_and_beverage"
  | "maintenance"
  | "utilities"
  | "wages"
  | "travel"
  | "other";
export type ExpenseState = "submitted" | "approved" | "rejected" | "posted" | "reversed";
export type ExpenseStepName = "approve" | "reject" | "post" | "reverse";

/** What a property spends. A reversal is an expense too: it takes back the one that it names. */
export interface Expense {
  id: string;
  version: number;
  propertyId: number;
  state: ExpenseState;
  category: ExpenseCategory;
  vendor: string;
  /** Minor units of the currency (cents), tax included; always above 0. */
  amountMinor: number;
  /** What of it is tax; 0 where none is known. */
  taxMinor: number;
  /** ISO 4217. */
  currency: string;
  paymentMode: PaymentMode;
  /** Only with bank, card and upi. */
  bankReference: string | null;
  /** The property's day that it counts for, YYYY-MM-DD. */
  businessDate: string;
  description: string | null;
  /** The receipt's file. */
  receiptFileId: string | null;
  /** The expense that this one takes back: its amount is to be subtracted. */
  reversalOf: string | null;
  /** Person id. */
  submittedBy: string;
  /** RFC 3339, UTC. */
  submittedAt: string;
  /** Who approved or rejected it. */
  decidedBy: string | null;
  decidedAt: string | null;
  /** Why it was rejected or is taken back. */
  reason: string | null;
}
