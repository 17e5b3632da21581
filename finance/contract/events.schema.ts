import { iso, literal, number, object, string, type ZodType, enum as oneOf, union, uuid } from "zod";
import type { EventCatalogue } from "../../platform/events";
import { CURRENCIES, MAX_AMOUNT_MINOR } from "../../platform/money";
import { rowsInvalidated } from "../../platform/rows-invalidated";
import type { FinanceEvent, RevenueRecordedV1 } from "./events";

const revenueRecorded: ZodType<RevenueRecordedV1> = object({
  id: uuid(),
  type: literal("revenue-recorded"),
  v: literal(1),
  at: iso.datetime(),
  propertyId: number().int().positive(),
  entity: object({ kind: literal("revenue"), id: uuid(), version: literal(1) }),
  actorId: string().min(1),
  class: literal("normal"),
  data: object({
    id: uuid(),
    amountMinor: number().int().positive().max(MAX_AMOUNT_MINOR),
    currency: oneOf(CURRENCIES),
    source: oneOf(["room", "fnb", "addon", "other"]),
    paymentMode: oneOf(["cash", "card", "bank", "upi", "ota", "credit"]),
    description: string().max(500).nullable(),
    bankReference: string().max(64).nullable(),
    businessDate: iso.date(),
    occurredAt: iso.datetime(),
    recordedBy: uuid(),
  }),
});

/** What an event of finance must look like: checked before it is stored for publishing, and by whoever receives it. */
export const financeEvent: ZodType<FinanceEvent> = union([revenueRecorded, rowsInvalidated]);

/** Revenue is never changed: each of its events is news of its own. */
export const financeCatalogue: EventCatalogue<FinanceEvent> = { schema: financeEvent, stateLike: [] };
