import { iso, literal, number, object, string, type ZodType, enum as oneOf, union, uuid } from "zod";
import type { EventCatalogue } from "../../platform/events";
import { CURRENCIES, MAX_AMOUNT_MINOR } from "../../platform/money";
import { rowChangedSchema } from "../../platform/row-changed";
import { rowsInvalidated } from "../../platform/rows-invalidated";
import type { FinanceEvent, RevenueRecordedV1 } from "./events";

const paymentMode = oneOf(["cash", "card", "bank", "upi", "ota", "credit"]);

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
    amountMinor: number().int().min(-MAX_AMOUNT_MINOR).max(MAX_AMOUNT_MINOR),
    currency: oneOf(CURRENCIES),
    source: oneOf(["room", "fnb", "addon", "other"]),
    paymentMode,
    description: string().max(500).nullable(),
    bankReference: string().max(64).nullable(),
    businessDate: iso.date(),
    occurredAt: iso.datetime(),
    recordedBy: uuid(),
    reversalOf: uuid().optional(),
  }),
});

const expense = object({
  id: uuid(),
  state: oneOf(["submitted", "approved", "rejected", "posted", "reversed"]),
  category: oneOf(["supplies", "food_and_beverage", "maintenance", "utilities", "wages", "travel", "other"]),
  vendor: string().min(1).max(200),
  amountMinor: number().int().positive().max(MAX_AMOUNT_MINOR),
  taxMinor: number().int().min(0).max(MAX_AMOUNT_MINOR),
  currency: oneOf(CURRENCIES),
  paymentMode,
  bankReference: string().max(64).nullable(),
  businessDate: iso.date(),
  description: string().max(500).nullable(),
  receiptFileId: uuid().nullable(),
  reversalOf: uuid().nullable(),
  submittedBy: uuid(),
  submittedAt: iso.datetime(),
  decidedBy: uuid().nullable(),
  decidedAt: iso.datetime().nullable(),
  reason: string().max(500).nullable(),
});

const count = number().int().min(0);
/** A sum, below 0 where more was taken back than booked. */
const sum = number().int();

const dayClose = object({
  id: uuid(),
  businessDate: iso.date(),
  nextDate: iso.date(),
  state: oneOf(["locked", "balanced", "rolled", "closed"]),
  currency: oneOf(CURRENCIES),
  revenueMinor: sum.nullable(),
  expenseMinor: sum.nullable(),
  lineCount: count.nullable(),
  expensesOpen: count,
  arrivalsOpen: count,
  departuresOpen: count,
  reason: string().max(500).nullable(),
  startedBy: uuid(),
  startedAt: iso.datetime(),
  closedAt: iso.datetime().nullable(),
});

const minor = number().int().min(0).max(MAX_AMOUNT_MINOR);

const cashSession = object({
  id: uuid(),
  state: oneOf(["open", "counted", "closed"]),
  businessDate: iso.date(),
  currency: oneOf(CURRENCIES),
  floatMinor: minor,
  expectedMinor: sum.nullable(),
  countedMinor: minor.nullable(),
  varianceMinor: sum.nullable(),
  reason: string().max(500).nullable(),
  cashierId: uuid(),
  openedAt: iso.datetime(),
  countedBy: uuid().nullable(),
  countedAt: iso.datetime().nullable(),
  closedBy: uuid().nullable(),
  closedAt: iso.datetime().nullable(),
});

/** What an event of finance must look like: checked before it is stored for publishing, and by whoever receives it. */
export const financeEvent: ZodType<FinanceEvent> = union([
  revenueRecorded,
  rowChangedSchema("expense", expense),
  rowChangedSchema("day-close", dayClose),
  rowChangedSchema("cash-session", cashSession),
  rowsInvalidated,
]);

/** Revenue is never changed: each of its events is news of its own. Expenses, closes and cash sessions come whole each time. */
export const financeCatalogue: EventCatalogue<FinanceEvent> = {
  schema: financeEvent,
  stateLike: ["expense-changed", "day-close-changed", "cash-session-changed"],
};
