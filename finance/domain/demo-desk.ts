import { toMinor } from "../../platform/money";
import type { CashFlowTotal, CashSession } from "../contract/cash-session";
import type { Expense, Revenue } from "../contract/types";
import { type DemoHotel, PER_EURO } from "./demo-week";

/** A drawer of the day before, with the lines whose cash went into it. */
export interface DemoDrawer {
  session: CashSession;
  flows: CashFlowTotal[];
  lines: Revenue[];
}

const FLOAT_EUROS = 200;
/** One that was short of little and is closed; one that is short of more than its cashier may accept. */
const SHORT_EUROS = [0.5, 12.5];
const HOURS = 3_600_000;

/** Of each of the first two who took cash on the day before the last one: their drawer, with all of their cash of that day. */
export function demoDrawers(hotel: DemoHotel, lines: readonly Revenue[], newId: () => string): DemoDrawer[] {
  const days = [...new Set(lines.map(({ businessDate }) => businessDate))].toSorted();
  const day = days.at(-2);
  const cash = lines.filter((line) => line.businessDate === day && line.paymentMode === "cash");
  const cashiers = [...new Set(cash.map(({ recordedBy }) => recordedBy))].slice(0, SHORT_EUROS.length);
  return cashiers.map((cashierId, i) => {
    const taken = cash.filter(({ recordedBy }) => recordedBy === cashierId);
    return drawerOf(hotel, taken, { id: newId(), cashierId, shortEuros: SHORT_EUROS[i] ?? 0, isClosed: i === 0 });
  });
}

interface Told {
  id: string;
  cashierId: string;
  shortEuros: number;
  isClosed: boolean;
}

function drawerOf(hotel: DemoHotel, lines: Revenue[], { id, cashierId, shortEuros, isClosed }: Told): DemoDrawer {
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const times = lines.map(({ occurredAt }) => Date.parse(occurredAt));
  const countedAt = new Date(Math.max(...times) + HOURS).toISOString();
  const floatMinor = minorOf(hotel, FLOAT_EUROS);
  const [expectedMinor, varianceMinor] = [floatMinor + amountMinor, -minorOf(hotel, shortEuros)];
  const session: CashSession = {
    id,
    version: isClosed ? 3 : 2,
    propertyId: hotel.propertyId,
    state: isClosed ? "closed" : "counted",
    businessDate: lines[0]?.businessDate ?? "",
    currency: hotel.currency,
    floatMinor,
    expectedMinor,
    countedMinor: expectedMinor + varianceMinor,
    varianceMinor,
    reason: null,
    cashierId,
    openedAt: new Date(Math.min(...times) - HOURS).toISOString(),
    countedBy: cashierId,
    countedAt,
    closedBy: isClosed ? cashierId : null,
    closedAt: isClosed ? countedAt : null,
  };
  return { session, flows: [{ flow: "taken", count: lines.length, amountMinor }], lines };
}

const EXPENSES = [
  {
    vendor: "Lima Laundry",
    euros: 186.4,
    category: "supplies",
    state: "submitted",
    description: "Bed linen, one week",
  },
  {
    vendor: "Becker Tools",
    euros: 74.9,
    category: "maintenance",
    state: "submitted",
    description: "Taps for room 311",
  },
  { vendor: "Green Grocers", euros: 92.3, category: "food_and_beverage", state: "approved", description: null },
  { vendor: "City Taxi", euros: 38, category: "travel", state: "rejected", description: "To the airport" },
] as const;

/** A few expenses of the day of the newest line: two wait for a decision, one to be posted, and one was rejected. */
export function demoExpenses(
  hotel: DemoHotel & { workers: readonly { personId: string; role: string }[] },
  newest: Revenue,
  newId: () => string,
): Expense[] {
  const holderOf = (...roles: string[]): string =>
    hotel.workers.find(({ role }) => roles.includes(role))?.personId ?? newest.recordedBy;
  const [submittedBy, managedBy] = [holderOf("clerk", "cashier"), holderOf("manager", "owner")];
  return EXPENSES.map(({ euros, state, ...what }, i) => {
    const at = new Date(Date.parse(newest.occurredAt) - i * HOURS).toISOString();
    const isDecided = state !== "submitted" && managedBy !== submittedBy;
    return {
      id: newId(),
      version: isDecided ? 2 : 1,
      propertyId: hotel.propertyId,
      state: isDecided ? state : "submitted",
      ...what,
      amountMinor: minorOf(hotel, euros),
      taxMinor: 0,
      currency: hotel.currency,
      paymentMode: "card",
      bankReference: null,
      businessDate: newest.businessDate,
      receiptFileId: null,
      reversalOf: null,
      submittedBy,
      submittedAt: at,
      decidedBy: isDecided ? managedBy : null,
      decidedAt: isDecided ? at : null,
      reason: isDecided && state === "rejected" ? "the house has a shuttle" : null,
    };
  });
}

function minorOf({ currency }: DemoHotel, euros: number): number {
  const minor = toMinor(Math.round(euros * (PER_EURO[currency] ?? 1) * 100) / 100, 2);
  if (typeof minor !== "number") throw new Error(`demo amount ${euros}: ${minor}`);
  return minor;
}
