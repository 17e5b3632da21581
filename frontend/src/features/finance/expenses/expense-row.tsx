import { Check, CircleCheck, CircleDashed, type LucideIcon, Paperclip, Undo2, X } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../../api/client.gen";
import { formatInstant, formatNear } from "../../../lib/dates";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { formatMinor, formatMoney } from "../../../lib/money";
import { Button, IconButton } from "../../../ui/button";
import { cx } from "../../../ui/class-names";
import { useFresh } from "../../../ui/use-fresh";
import { useNow } from "../../../ui/use-now";
import { type Deciding, type Expense, type ExpenseStep, stepsOf } from "./expense-steps";

interface ExpenseRowProps {
  expense: Expense;
  property: contract.MyProperty;
  by: Deciding;
  nameOf: (personId: string) => string;
  busy: boolean;
  onStep: (expense: Expense, step: ExpenseStep) => void;
  onReceipt: (expense: Expense) => void;
}

/** One expense: who is paid for what, how much, where it stands, and what the reader can do. */
export function ExpenseRow(props: ExpenseRowProps): ReactNode {
  const { expense, property, nameOf, onReceipt } = props;
  const isFresh = useFresh(expense.version);
  const { vendor, description, category, paymentMode, amountMinor, currency } = expense;
  const what = [t(`money.expense.category.${category}`), t(`finance.paymentMode.${paymentMode}`), description];
  return (
    <li
      data-testid="expense-row"
      data-state={expense.state}
      className={cx(
        "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line px-3 py-2 last:border-b-0 hover:bg-sunken",
        "lg:grid-cols-[minmax(12rem,2fr)_minmax(10rem,1fr)_8rem_7.5rem_15rem] lg:py-1.5",
        isFresh && "tint",
      )}
    >
      <div className="min-w-0">
        <p className="flex items-center gap-1 font-medium">
          <bdi className="truncate">{vendor}</bdi>
          {expense.receiptFileId !== null && (
            <IconButton
              label={t("money.expense.receiptOf", { vendor })}
              onClick={() => onReceipt(expense)}
              className="-my-1 size-7"
            >
              <Paperclip aria-hidden className="size-4" />
            </IconButton>
          )}
        </p>
        <p className="truncate text-xs text-muted">{what.filter((part) => part !== null).join(" · ")}</p>
      </div>
      <By {...props} />
      <div className="max-lg:order-3">
        <StateLabel expense={expense} />
      </div>
      <div
        className="text-end font-medium tabular-nums max-lg:order-2"
        title={formatMoney(amountMinor, currency, locale)}
      >
        {currency !== property.currency && <span className="me-1 text-xs font-normal text-muted">{currency}</span>}
        {formatMinor(expense.reversalOf === null ? amountMinor : -amountMinor, currency, locale)}
      </div>
      <Steps {...props} />
      {expense.reason !== null && (
        <p className="col-span-full text-xs text-muted max-lg:order-6">
          {t("money.expense.decided", {
            state: t(`money.expense.state.${expense.state}`),
            who: nameOf(expense.decidedBy ?? ""),
            reason: expense.reason,
          })}
        </p>
      )}
    </li>
  );
}

function By({ expense: { submittedBy, submittedAt }, property: { timeZone }, nameOf }: ExpenseRowProps): ReactNode {
  const when = formatNear(submittedAt, timeZone, locale, useNow(60_000));
  return (
    <div
      className="truncate text-muted tabular-nums max-lg:order-4 max-lg:text-end max-lg:text-xs"
      title={formatInstant(submittedAt, timeZone, locale)}
    >
      {t("money.expense.by", { who: nameOf(submittedBy), when })}
    </div>
  );
}

/** What can be done now; who cannot is told why. */
function Steps({ expense, by, busy, onStep }: ExpenseRowProps): ReactNode {
  return (
    <div className="flex items-center justify-end gap-2 empty:hidden max-lg:order-5 max-lg:col-span-full">
      {stepsOf(expense, by).map(({ step, disabledReason }) => (
        <Button
          key={step}
          look={step === "approve" || step === "post" ? "primary" : "plain"}
          busy={busy}
          disabledReason={disabledReason}
          aria-label={t(`money.expense.stepFor.${step}`, { vendor: expense.vendor })}
          onClick={() => onStep(expense, step)}
          className="max-sm:flex-1"
        >
          {t(`money.expense.step.${step}`)}
        </Button>
      ))}
    </div>
  );
}

const LOOKS: Record<contract.ExpenseState, { icon: LucideIcon; tone: string }> = {
  submitted: { icon: CircleDashed, tone: "text-attention" },
  approved: { icon: Check, tone: "text-good" },
  posted: { icon: CircleCheck, tone: "text-good" },
  rejected: { icon: X, tone: "text-blocked" },
  reversed: { icon: Undo2, tone: "text-muted" },
};

function StateLabel({ expense: { state, reversalOf } }: { expense: Expense }): ReactNode {
  const { icon, tone } = LOOKS[state];
  const Icon = reversalOf === null ? icon : Undo2;
  return (
    <span className={cx("inline-flex items-center gap-1.5 text-sm", tone)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(reversalOf === null ? `money.expense.state.${state}` : "money.expense.takesBack")}
    </span>
  );
}
