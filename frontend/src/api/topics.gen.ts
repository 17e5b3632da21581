// Generated from the source of the application. Do not edit.
/* eslint-disable */

/** What is published on each topic, as JSON. */
export interface Topics {
  "finance-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.FinanceEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
}

export namespace contract {
  /** Every event of finance. A new type joins this union; a changed one gets a new `v`. */
  export type FinanceEvent = contract.RevenueRecordedV1 | platform.RowsInvalidatedV1;

  /** How it was paid. `credit` is owed by a guest or a company, `ota` is collected by the booking channel. */
  export type PaymentMode = "cash" | "card" | "bank" | "upi" | "ota" | "credit";

  export interface RevenueRecordedData {
    id: string;
    amountMinor: number;
    currency: string;
    source: contract.RevenueSource;
    paymentMode: contract.PaymentMode;
    description: string | null;
    bankReference: string | null;
    businessDate: string;
    occurredAt: string;
    recordedBy: string;
  }

  /** A line of revenue was booked (an Envelope). Its entity is `revenue` at version 1, and no other event follows for that entity. */
  export interface RevenueRecordedV1 {
    id: string;
    type: "revenue-recorded";
    v: 1;
    at: string;
    /** Finance never moves money without a property. */
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.RevenueRecordedData;
  }

  /** What was sold. */
  export type RevenueSource = "room" | "fnb" | "addon" | "other";
}

export namespace platform {
  export interface EntityRef {
    kind: string;
    id: string;
    /** Raised by one with every change of the entity, under its row lock. */
    version: number;
  }

  /** What is left of an event whose payload was erased before it came into the log (RT11). */
  export interface ErasedEvent {
    data: null;
    /** Payload hash of what was erased. */
    hash: string;
    /** UUIDv7, made where the event is made: the key for deduplication. */
    id: string;
    /** Past tense, kebab-case: `revenue-recorded`. */
    type: string;
    /** Version of `data` for this type. */
    v: number;
    /** RFC 3339, UTC. */
    at: string;
    /** The property it belongs to; null when it concerns the organisation. */
    propertyId: number | null;
    entity: platform.EntityRef;
    /** The person who did it; `system` for the application itself. */
    actorId: string;
    /** `restricted` events (pay, ID data) form channels of their own, which need a permission of their own. */
    class: "normal" | "restricted";
  }

  export interface RowsInvalidatedData {
    /** Kinds of entities, as the events of the same service name them. */
    kinds: string[];
    reason: "import" | "restore" | "erasure";
  }

  /**
   * Rows of these kinds changed without events of their own: whoever shows them fetches them anew (RT26). Any service may have it among its
   * events; its entity is of kind `rows`, with the event's own id.
   */
  export interface RowsInvalidatedV1 {
    id: string;
    type: "rows-invalidated";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: platform.RowsInvalidatedData;
  }
}
