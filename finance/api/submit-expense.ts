import { uploads } from "~encore/clients";
import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { validate as isUuid, v5 } from "uuid";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { invalidRequest, optionalDate, wholeNumber } from "../../platform/request-fields";
import { rowChanged } from "../../platform/row-changed";
import { refuse } from "../../platform/outcome";
import { inTx } from "../../platform/tx";
import { financeErrors } from "../contract/errors";
import type { Expense, ExpenseCategory, PaymentMode } from "../contract/types";
import { drawerOf } from "../domain/cash-session";
import { decideExpense } from "../domain/expense";
import { onOpenDay } from "../domain/open-day";
import { relay } from "../jobs/relay";
import { holdBooksAndDrawer } from "../store/books.store";
import { pool } from "../store/db";
import { holdNewExpense, insertExpense } from "../store/expense.store";
import { appendFinanceEvents } from "../store/revenue.store";

interface SubmitExpenseRequest {
  propertyId: number;
  /** Who is paid; at most 200 characters. */
  vendor: string;
  /** In major units, with no more decimals than the currency has. Exactly one of amount and amountMinor; tax is included. */
  amount?: number;
  /** In minor units (cents). */
  amountMinor?: number;
  /** ISO 4217; the property's own unless given. */
  currency?: string;
  /** What of the amount is tax, in minor units; 0 unless given. */
  taxMinor?: number;
  /** `other` unless given. */
  category?: ExpenseCategory;
  /** `cash` unless given. */
  paymentMode?: PaymentMode;
  /** Only with bank, card and upi; at most 64 characters. */
  bankReference?: string;
  /** At most 500 characters. */
  description?: string;
  /** YYYY-MM-DD, not after the open day, which it is unless given. */
  businessDate?: string;
  /** A file of one's own at the property, uploaded as a receipt and ready; it belongs to the expense from then on. */
  receiptFileId?: string;
  /** A repeat with the same key gets the first answer and submits nothing. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Submits an expense, for somebody else to decide on (F7). */
export const submitExpense = api(
  { method: "POST", path: "/finance/expenses", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: SubmitExpenseRequest): Promise<Expense> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    const property = requirePermission("finance.expense.submit", propertyId);
    const papers = {
      businessDate: optionalDate("businessDate", request.businessDate),
      receiptFileId: readFileId(request.receiptFileId),
    };
    const { userID: personId, orgId } = caller();
    const now = clock.now();
    const { receiptFileId } = papers;
    const id = receiptFileId === null ? newId() : idWithReceipt(receiptFileId);
    const decide = (closedThrough: string | null) =>
      decideExpense(request, papers, { id, now, personId, property: onOpenDay(property, closedThrough) });
    // Outside of the transaction, which holds the books; and for an expense that could be.
    await attachReceipt(orgId, orThrow(decide(null), financeErrors));
    const whose = { orgId, personId, endpoint: "finance.submitExpense", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once(tx, whose, request, now, async () => {
        const { closedThrough, openDrawer } = await holdBooksAndDrawer(tx, orgId, propertyId, personId);
        const decided = decide(closedThrough);
        if (!decided.ok) return decided;
        if (receiptFileId !== null && !(await holdNewExpense(tx, id)))
          return refuse("request_invalid", { errors: [RECEIPT_USED] });
        await insertExpense(tx, orgId, decided.value, drawerOf(decided.value, property, openDrawer));
        const change = { eventId: newId(), now, actorId: personId };
        await appendFinanceEvents(tx, orgId, [rowChanged("expense", decided.value, change)]);
        return decided;
      }),
    );
    relay.wake();
    return orThrow(outcome, financeErrors);
  },
);

/**
 * A receipt makes one expense, whose id follows from it: so a receipt that was given to an expense which then did not come (a crash, a
 * database away) belongs to the one that the next try makes.
 */
const idWithReceipt = (receiptFileId: string): string => v5("expense", receiptFileId);

const RECEIPT_USED = { path: "receiptFileId", code: "already_used", message: "is the receipt of another expense" };

/** Gives the submitter's file to their expense; what is wrong with it is said by uploads. */
async function attachReceipt(orgId: string, { id, propertyId, submittedBy, receiptFileId }: Expense): Promise<void> {
  if (receiptFileId === null) return;
  await uploads.attachFiles({
    orgId,
    propertyId,
    personId: submittedBy,
    purpose: "receipt",
    subject: { kind: "expense", id },
    fileIds: [receiptFileId],
  });
}

function readFileId(id = ""): string | null {
  if (id === "") return null;
  return isUuid(id)
    ? id
    : invalidRequest({ path: "receiptFileId", code: "not_an_id", message: "is not the id of a file" });
}
