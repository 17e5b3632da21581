import { exponentOf, toMajorText } from "../../platform/money";
import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import type { Steps } from "../../platform/steps";
import { readText } from "../../platform/text";
import type { Permission } from "../../identity/contract/permissions";
import type { Expense, ExpenseCategory, ExpenseState, ExpenseStepName, PaymentMode } from "../contract/types";
import { type AmountRequest, readAmount } from "./amount";
import { closedText, isClosed, type PropertyDay } from "./moment";
import { readReference } from "./reference";
import type { Booking } from "./revenue";

export const EXPENSE_STEPS: Steps<ExpenseState, ExpenseStepName> = {
  approve: { from: ["submitted"], to: "approved" },
  reject: { from: ["submitted"], to: "rejected" },
  post: { from: ["approved"], to: "posted" },
  reverse: { from: ["posted"], to: "reversed" },
};

/** What each permission lets one approve, post and take back, in major units of the property's currency; null has no limit. The highest counts. */
export const APPROVAL_LIMITS: Partial<Record<Permission, number | null>> = {
  "finance.expense.approve": 1000,
  "finance.expense.approve.unlimited": null,
};

export interface ExpenseRequest extends AmountRequest {
  propertyId: number;
  vendor: string;
  category?: ExpenseCategory;
  taxMinor?: number;
  paymentMode?: PaymentMode;
  bankReference?: string;
  description?: string;
}

const VENDOR_LENGTH = 200;
const TEXT_LENGTH = 500;

/** What is asked for beside the text of a request: both are checked already. */
interface Papers {
  businessDate: string | null;
  receiptFileId: string | null;
}

/** The expense that a request submits (F7), or everything that is wrong with it at once. Category is `other` and payment `cash` unless given. */
export function decideExpense(
  request: ExpenseRequest,
  papers: Papers,
  { id, now, personId, property }: Booking,
): Outcome<Expense, "request_invalid"> {
  const paymentMode = request.paymentMode ?? "cash";
  const amount = readAmount(request, property.currency);
  const vendor = readText("vendor", request.vendor, VENDOR_LENGTH) ?? error("vendor", "required", "is empty");
  const description = readText("description", request.description, TEXT_LENGTH);
  const bankReference = readReference(request.bankReference, paymentMode);
  const taxMinor = readTax(request.taxMinor ?? 0, isError(amount) ? 0 : amount.amountMinor);
  const businessDate = readDay(papers.businessDate ?? property.businessDate, property);
  if (
    isError(amount) ||
    isError(vendor) ||
    isError(description) ||
    isError(bankReference) ||
    isError(taxMinor) ||
    isError(businessDate)
  ) {
    const errors = [amount, vendor, description, bankReference, taxMinor, businessDate].filter(isError);
    return refuse("request_invalid", { errors });
  }
  return accept({
    id,
    version: 1,
    propertyId: request.propertyId,
    state: "submitted",
    category: request.category ?? "other",
    vendor,
    ...amount,
    taxMinor,
    paymentMode,
    bankReference,
    businessDate,
    description,
    receiptFileId: papers.receiptFileId,
    reversalOf: null,
    submittedBy: personId,
    submittedAt: now.toISOString(),
    decidedBy: null,
    decidedAt: null,
    reason: null,
  });
}

/** Who decides on an expense, with what rights and where. */
interface Approver {
  personId: string;
  permissions: readonly Permission[];
  currency: string;
}

/** Nobody takes a step with their own (F8), or with more than their limit; what is in another currency needs one without a limit. Whoever may decide rejects any amount. */
export function mayDecide(
  expense: Expense,
  step: ExpenseStepName,
  approver: Approver,
): Outcome<null, "expense_own" | "expense_above_limit"> {
  if (expense.submittedBy === approver.personId) return refuse("expense_own");
  const limit = limitOf(approver.permissions);
  if (step === "reject" || limit === null) return accept(null);
  const exponent = exponentOf(approver.currency) ?? 2;
  if (expense.currency === approver.currency && expense.amountMinor <= limit * 10 ** exponent) return accept(null);
  const amount = `${toMajorText(expense.amountMinor, exponentOf(expense.currency) ?? 2)} ${expense.currency}`;
  return refuse("expense_above_limit", { values: { amount, limit: `${limit} ${approver.currency}` } });
}

/** The most that these permissions let one approve, in minor units of the property's currency; null has no limit, 0 is nothing. */
export function approvalLimitMinor(permissions: readonly Permission[], currency: string): number | null {
  const limit = limitOf(permissions);
  return limit === null ? null : limit * 10 ** (exponentOf(currency) ?? 2);
}

function limitOf(permissions: readonly Permission[]): number | null {
  const limits = permissions.flatMap((permission) => APPROVAL_LIMITS[permission] ?? []);
  const isUnlimited = permissions.some((permission) => APPROVAL_LIMITS[permission] === null);
  return isUnlimited ? null : Math.max(0, ...limits);
}

/** The expense behind a step that is possible. Posted after its day was closed, it counts for the open day (F11). */
export function afterExpenseStep(
  expense: Expense,
  step: ExpenseStepName,
  state: ExpenseState,
  { personId, now, reason, property }: { personId: string; now: Date; reason: string | null; property: PropertyDay },
): Expense {
  const isLate = step === "post" && isClosed(expense.businessDate, property);
  const businessDate = isLate ? property.businessDate : expense.businessDate;
  const next = { ...expense, version: expense.version + 1, state, businessDate };
  const isDecision = step === "approve" || step === "reject";
  return isDecision ? { ...next, decidedBy: personId, decidedAt: now.toISOString(), reason } : next;
}

/** The expense that takes a posted one back, on the open day (F9). */
export function reversalOf(expense: Expense, { id, now, personId, property }: Booking, reason: string | null): Expense {
  const at = now.toISOString();
  const what = {
    id,
    version: 1,
    state: "posted",
    reversalOf: expense.id,
    businessDate: property.businessDate,
  } as const;
  return { ...expense, ...what, submittedBy: personId, submittedAt: at, decidedBy: personId, decidedAt: at, reason };
}

function readTax(taxMinor: number, amountMinor: number): number | FieldError {
  if (Number.isSafeInteger(taxMinor) && taxMinor >= 0 && taxMinor <= amountMinor) return taxMinor;
  return error("taxMinor", "out_of_range", `${taxMinor} is not a whole number from 0 to the amount`);
}

function readDay(day: string, property: PropertyDay): string | FieldError {
  const open = property.businessDate;
  if (isClosed(day, property)) return error("businessDate", "day_closed", closedText(day, open));
  return day <= open ? day : error("businessDate", "in_the_future", `${day} is after the open day ${open}`);
}

const error = (path: string, code: string, message: string): FieldError => ({ path, code, message });
const isError = (value: unknown): value is FieldError => typeof value === "object" && value !== null && "path" in value;
