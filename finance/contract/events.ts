import { Topic } from "encore.dev/pubsub";
import type { EntityRef, ErasedEvent, EventBatch } from "../../platform/events";
import type { RowsInvalidatedV1 } from "../../platform/rows-invalidated";
import type { PaymentMode, RevenueSource } from "./types";

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
  amountMinor: number;
  currency: string;
  source: RevenueSource;
  paymentMode: PaymentMode;
  description: string | null;
  bankReference: string | null;
  businessDate: string;
  occurredAt: string;
  recordedBy: string;
}

/** Every event of finance. A new type joins this union; a changed one gets a new `v`. */
export type FinanceEvent = RevenueRecordedV1 | RowsInvalidatedV1;

/** All events of finance, in numbered batches per organisation. */
export const financeEvents = new Topic<EventBatch<FinanceEvent | ErasedEvent>>("finance-events", {
  deliveryGuarantee: "at-least-once",
});
