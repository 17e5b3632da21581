import { Temporal } from "temporal-polyfill";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { DayCheck, DayClose } from "../contract/day-close";
import { dayAfter } from "./open-day";
import type { Booking } from "./revenue";

/** What was found open on a day. */
export interface Findings {
  /** Drawers that are not counted. */
  cashOpen: number;
  expensesOpen: number;
  arrivalsOpen: number;
  departuresOpen: number;
}

/** The findings, as whoever closes the day sees them (F12). */
export const checksOf = ({ cashOpen, expensesOpen, arrivalsOpen, departuresOpen }: Findings): DayCheck[] => [
  { check: "cash_open", count: cashOpen, canPass: false },
  { check: "expenses_open", count: expensesOpen, canPass: true },
  { check: "arrivals_open", count: arrivalsOpen, canPass: true },
  { check: "departures_open", count: departuresOpen, canPass: true },
];

export interface CloseRequest {
  propertyId: number;
  businessDate: string;
  reason: string | null;
}

/** Only the open day is closed, and none that has not begun where the property stands. */
export function mayClose(
  businessDate: string,
  property: Pick<Booking["property"], "businessDate" | "timeZone">,
  now: Date,
): Outcome<null, "day_not_open" | "day_not_begun"> {
  const open = property.businessDate;
  if (businessDate !== open) return refuse("day_not_open", { values: { businessDate, open } });
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(property.timeZone);
  const today = local.toPlainDate().toString();
  return businessDate <= today ? accept(null) : refuse("day_not_begun", { values: { businessDate, today } });
}

/** The close as it begins, with its books locked; refused while something is open that no reason passes over (F12). */
export function decideClose(
  { propertyId, businessDate, reason }: CloseRequest,
  findings: Findings,
  { id, now, personId, property }: Booking,
): Outcome<DayClose, "checks_failed"> {
  const found = checksOf(findings).filter(({ count }) => count > 0);
  const inTheWay = found.filter(({ canPass }) => reason === null || !canPass);
  if (inTheWay.length > 0) {
    const what = inTheWay.map(({ check, count }) => `${check} ${count}`).join(", ");
    return refuse("checks_failed", { values: { what } });
  }
  return accept({
    id,
    version: 1,
    propertyId,
    businessDate,
    nextDate: dayAfter(businessDate),
    state: "locked",
    currency: property.currency,
    revenueMinor: null,
    expenseMinor: null,
    lineCount: null,
    expensesOpen: findings.expensesOpen,
    arrivalsOpen: findings.arrivalsOpen,
    departuresOpen: findings.departuresOpen,
    reason: found.length > 0 ? reason : null,
    startedBy: personId,
    startedAt: now.toISOString(),
    closedAt: null,
  });
}
