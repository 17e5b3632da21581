import { Topic } from "encore.dev/pubsub";
import type { ErasedEvent, EntityRef, EventBatch } from "../../platform/events";
import type { RowChangedV1 } from "../../platform/row-changed";
import type { RowsInvalidatedV1 } from "../../platform/rows-invalidated";
import type { CashSessionState } from "./cash-session";
import type { DayCloseState } from "./day-close";
import type { ExpenseCategory, ExpenseState, PaymentMode, RevenueSource } from "./types";

/** A line of revenue was booked (an Envelope). Its entity is `revenue` at version 1, and no other event follows for that entity. */
export interface RevenueRecordedV1 {
  id: string;
  type: "revenue-recorded";
  v: 1;
  at: string;
  /** Finance never moves money without a property. */
  propertyId: number;
  entity: EntityRef;
  actorId: string;
  class: "normal";
  data: RevenueRecordedData;
}

export interface RevenueRecordedData {
  id: string;
  /** Below 0 for a line that takes another one back. */
  amountMinor: number;
  currency: string;
  source: RevenueSource;
  paymentMode: PaymentMode;
  description: string | null;
  bankReference: string | null;
  businessDate: string;
  occurredAt: string;
  recordedBy: string;
  /** The line that this one takes back; not there for all others. */
  reversalOf?: string | undefined;
}

export interface ExpenseData {
  id: string;
  state: ExpenseState;
  category: ExpenseCategory;
  vendor: string;
  amountMinor: number;
  taxMinor: number;
  currency: string;
  paymentMode: PaymentMode;
  bankReference: string | null;
  businessDate: string;
  description: string | null;
  receiptFileId: string | null;
  reversalOf: string | null;
  submittedBy: string;
  submittedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  reason: string | null;
}

/** An expense was submitted or took a step. Carries the row whole, as it is from now on. */
export type ExpenseChangedV1 = RowChangedV1<"expense-changed", ExpenseData>;

export interface DayCloseData {
  id: string;
  businessDate: string;
  nextDate: string;
  state: DayCloseState;
  currency: string;
  revenueMinor: number | null;
  expenseMinor: number | null;
  lineCount: number | null;
  expensesOpen: number;
  arrivalsOpen: number;
  departuresOpen: number;
  reason: string | null;
  startedBy: string;
  startedAt: string;
  closedAt: string | null;
}

/** A day's close began or took a step. Carries the row whole; with `rolled` the next day is open. */
export type DayCloseChangedV1 = RowChangedV1<"day-close-changed", DayCloseData>;

export interface CashSessionData {
  id: string;
  state: CashSessionState;
  businessDate: string;
  currency: string;
  floatMinor: number;
  expectedMinor: number | null;
  countedMinor: number | null;
  varianceMinor: number | null;
  reason: string | null;
  cashierId: string;
  openedAt: string;
  countedBy: string | null;
  countedAt: string | null;
  closedBy: string | null;
  closedAt: string | null;
}

/** A drawer was opened, counted or closed. Carries the row whole; what had to be in it stands there once it is counted. */
export type CashSessionChangedV1 = RowChangedV1<"cash-session-changed", CashSessionData>;

/** Every event of finance. A new type joins this union; a changed one gets a new `v`. */
export type FinanceEvent =
  | RevenueRecordedV1
  | ExpenseChangedV1
  | DayCloseChangedV1
  | CashSessionChangedV1
  | RowsInvalidatedV1;

/** All events of finance, in numbered batches per organisation. */
export const financeEvents = new Topic<EventBatch<FinanceEvent | ErasedEvent>>("finance-events", {
  deliveryGuarantee: "at-least-once",
});
