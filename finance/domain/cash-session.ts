import type { Permission } from "../../identity/contract/permissions";
import { exponentOf, MAX_AMOUNT_MINOR, toMajorText } from "../../platform/money";
import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import type { Steps } from "../../platform/steps";
import type { CashFlowTotal, CashSession, CashSessionState } from "../contract/cash-session";
import type { PaymentMode } from "../contract/types";
import type { Booking } from "./revenue";

export const CASH_STEPS: Steps<CashSessionState, "count" | "close"> = {
  count: { from: ["open"], to: "counted" },
  close: { from: ["counted"], to: "closed" },
};

/** What each permission lets one accept of one's own variance, in major units of the property's currency. The highest counts. */
export const VARIANCE_LIMITS: Partial<Record<Permission, number>> = {
  "finance.cash.handle": 5,
  "finance.cash.approve": 20,
};

/** The drawer as it is opened, with its float in minor units (F13). */
export function decideOpening(
  { propertyId, floatMinor }: { propertyId: number; floatMinor: number },
  { id, now, personId, property }: Booking,
): Outcome<CashSession, "request_invalid"> {
  const wrong = cashError("floatMinor", floatMinor);
  if (wrong !== null) return refuse("request_invalid", { errors: [wrong] });
  return accept({
    id,
    version: 1,
    propertyId,
    state: "open",
    businessDate: property.businessDate,
    currency: property.currency,
    floatMinor,
    expectedMinor: null,
    countedMinor: null,
    varianceMinor: null,
    reason: null,
    cashierId: personId,
    openedAt: now.toISOString(),
    countedBy: null,
    countedAt: null,
    closedBy: null,
    closedAt: null,
  });
}

/** The session with what was counted beside what went through the drawer (F14). */
export function decideCount(
  session: CashSession,
  countedMinor: number,
  flows: readonly CashFlowTotal[],
  { personId, now }: { personId: string; now: Date },
): Outcome<CashSession, "request_invalid"> {
  const wrong = cashError("countedMinor", countedMinor);
  if (wrong !== null) return refuse("request_invalid", { errors: [wrong] });
  const expectedMinor = flows.reduce((sum, { amountMinor }) => sum + amountMinor, session.floatMinor);
  return accept({
    ...session,
    version: session.version + 1,
    state: "counted",
    expectedMinor,
    countedMinor,
    varianceMinor: countedMinor - expectedMinor,
    countedBy: personId,
    countedAt: now.toISOString(),
  });
}

/** Who accepts a variance, with what rights. */
interface Accepting {
  personId: string;
  permissions: readonly Permission[];
  now: Date;
}

/** The session behind its close. One's own variance is accepted up to one's limit; above it somebody else does, and says why (F15). */
export function decideAcceptance(
  session: CashSession,
  reason: string | null,
  { personId, permissions, now }: Accepting,
): Outcome<CashSession, "variance_above_limit" | "request_invalid"> {
  const { varianceMinor, currency, cashierId } = session;
  const exponent = exponentOf(currency) ?? 2;
  const limit = Math.max(0, ...permissions.flatMap((permission) => VARIANCE_LIMITS[permission] ?? []));
  const amount = Math.abs(varianceMinor ?? 0);
  if (amount > limit * 10 ** exponent) {
    if (cashierId === personId) {
      const values = { variance: `${toMajorText(amount, exponent)} ${currency}`, limit: `${limit} ${currency}` };
      return refuse("variance_above_limit", { values });
    }
    const why = { path: "reason", code: "required", message: "is empty; say why the variance is accepted" };
    if (reason === null) return refuse("request_invalid", { errors: [why] });
  }
  return accept({
    ...session,
    version: session.version + 1,
    state: "closed",
    reason,
    closedBy: personId,
    closedAt: now.toISOString(),
  });
}

/** The drawer that a line belongs to: cash of the property's currency to the one that is open, anything else to none (F13). */
export const drawerOf = (
  line: { paymentMode: PaymentMode; currency: string },
  { currency }: { currency: string },
  openDrawer: string | null,
): string | null => (line.paymentMode === "cash" && line.currency === currency ? openDrawer : null);

function cashError(path: string, minor: number): FieldError | null {
  if (Number.isSafeInteger(minor) && minor >= 0 && minor <= MAX_AMOUNT_MINOR) return null;
  const message = `${minor} is not a whole number of minor units from 0 to ${MAX_AMOUNT_MINOR}`;
  return { path, code: "out_of_range", message };
}
