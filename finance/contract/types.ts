/** What was sold. */
export type RevenueSource = "room" | "fnb" | "addon" | "other";

/** How it was paid. `credit` is owed by a guest or a company, `ota` is collected by the booking channel. */
export type PaymentMode = "cash" | "card" | "bank" | "upi" | "ota" | "credit";

/** One line of revenue. It is never changed; a mistake is answered by a further line. */
export interface Revenue {
  id: string;
  version: number;
  propertyId: number;
  /** Minor units of the currency (cents); always above 0. */
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
}

/** Revenue of one business date, summed. */
export interface RevenueTotal {
  source: RevenueSource;
  currency: string;
  amountMinor: number;
  count: number;
}
