import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { contract } from "../../../api/client.gen";
import { SubjectFiles } from "../../../files/subject-files";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { formatMoney } from "../../../lib/money";
import { announce } from "../../../ui/announcer";
import { Button } from "../../../ui/button";
import { cx } from "../../../ui/class-names";
import { Dialog } from "../../../ui/dialog";
import { Notice } from "../../../ui/notice";
import { SkeletonRows } from "../../../ui/skeleton";
import { FinanceTabs } from "../finance-tabs";
import { LoadFailure } from "../../../lib/load-failure";
import { ReasonDialog } from "../reason-dialog";
import { sayFailure } from "../say-failure";
import { useNames } from "../use-names";
import { ExpenseForm } from "./expense-form";
import { ExpenseRow } from "./expense-row";
import type { Deciding, Expense, ExpenseStep } from "./expense-steps";
import { expensesQuery, useStepExpense } from "./expenses.queries";
import { type View, VIEWS } from "./views";

interface ExpensesPageProps {
  property: contract.MyProperty;
  person: contract.Me["person"];
  view: View;
  onView: (view: View) => void;
}

type Asked = { what: "add" } | { what: "receipt" | "reject" | "reverse"; expense: Expense };

/** Expenses of one property: what waits for a decision, what waits to be posted, one's own, and all. */
export function ExpensesPage({ property, person, view, onView }: ExpensesPageProps): ReactNode {
  const { data, error, isPending, refetch } = useQuery(expensesQuery(property.id, view, person.id));
  const nameOf = useNames(person.id);
  const [asked, ask] = useState<Asked | null>(null);
  const step = useStepExpense(property.id, (taken) => {
    announce(t(`money.expense.done.${taken.step}`, { vendor: taken.expense.vendor }));
    ask(null);
  });
  const { permissions, currency } = property;
  const limitMinor = data?.approvalLimitMinor ?? null;
  const by: Deciding = { personId: person.id, currency, permissions, limitMinor };
  function take(expense: Expense, name: ExpenseStep): void {
    step.reset();
    if (name === "reject" || name === "reverse") ask({ what: name, expense });
    else step.mutate({ expense, step: name });
  }
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 overflow-y-auto p-4 max-sm:gap-2 max-sm:p-2">
      <FinanceTabs propertyId={property.id} />
      <Heading
        view={view}
        onView={onView}
        property={property}
        limitMinor={data?.approvalLimitMinor}
        onAdd={() => ask({ what: "add" })}
      />
      <LoadFailure error={error} onRetry={() => void refetch()} />
      {step.error !== null && asked === null && (
        <Notice tone="blocked" role="alert">
          {sayFailure(step.error)}
        </Notice>
      )}
      {isPending && <SkeletonRows rows={6} label={t("app.loading")} />}
      {data?.hasMore === true && <Notice tone="neutral">{t("money.expense.more")}</Notice>}
      {data !== undefined && data.data.length === 0 && (
        <p className="panel p-6 text-center text-muted">{t(`money.expense.empty.${view}`)}</p>
      )}
      {data !== undefined && data.data.length > 0 && (
        <ul className="panel shrink-0" aria-label={t(`money.expense.view.${view}`)}>
          {data.data.map((expense) => (
            <ExpenseRow
              key={expense.id}
              expense={expense}
              property={property}
              by={by}
              nameOf={nameOf}
              busy={step.isPending && step.variables.expense.id === expense.id}
              onStep={take}
              onReceipt={() => ask({ what: "receipt", expense })}
            />
          ))}
        </ul>
      )}
      {asked !== null && <Question asked={asked} property={property} step={step} onClose={() => ask(null)} />}
    </div>
  );
}

interface HeadingProps extends Pick<ExpensesPageProps, "property" | "view" | "onView"> {
  /** Not known yet while it is undefined. */
  limitMinor: number | null | undefined;
  onAdd: () => void;
}

function Heading({ property: { permissions, currency }, view, onView, limitMinor, onAdd }: HeadingProps): ReactNode {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <h1 className="text-xl font-semibold max-sm:px-1">{t("money.expense.title")}</h1>
      <Views view={view} onView={onView} />
      {limitMinor !== undefined && <Limit limitMinor={limitMinor} currency={currency} />}
      <Button
        look="primary"
        className="ms-auto max-sm:ms-0 max-sm:w-full"
        disabledReason={permissions.includes("finance.expense.submit") ? null : t("booking.forbidden")}
        onClick={onAdd}
      >
        <Plus aria-hidden className="size-4" />
        {t("money.expense.add")}
      </Button>
    </div>
  );
}

interface QuestionProps {
  asked: Asked;
  property: contract.MyProperty;
  step: ReturnType<typeof useStepExpense>;
  onClose: () => void;
}

function Question({ asked, property, step, onClose }: QuestionProps): ReactNode {
  if (asked.what === "add") return <ExpenseForm property={property} onClose={onClose} />;
  const { what, expense } = asked;
  const { vendor, amountMinor, currency } = expense;
  if (what === "receipt")
    return (
      <Dialog title={t("money.expense.receiptOf", { vendor })} closeLabel={t("booking.close")} onClose={onClose}>
        <SubjectFiles property={property} subject={{ kind: "expense", id: expense.id }} purpose="receipt" />
      </Dialog>
    );
  return (
    <ReasonDialog
      title={t(`money.expense.${what}Title`, { vendor })}
      submit={t(`money.expense.step.${what}`)}
      error={step.error}
      busy={step.isPending}
      onSubmit={(reason) => step.mutate({ expense, step: what, reason })}
      onClose={onClose}
    >
      {what === "reverse"
        ? t("money.expense.reverseWhat", { amount: formatMoney(amountMinor, currency, locale) })
        : formatMoney(amountMinor, currency, locale)}
    </ReasonDialog>
  );
}

/** What the reader may approve, in words. */
function Limit({ limitMinor, currency }: { limitMinor: number | null; currency: string }): ReactNode {
  const text =
    limitMinor === null
      ? t("money.expense.limitNone")
      : limitMinor === 0
        ? t("money.expense.limitZero")
        : t("money.expense.limit", { amount: formatMoney(limitMinor, currency, locale) });
  return <p className="text-sm text-muted max-sm:px-1">{text}</p>;
}

function Views({ view, onView }: { view: View; onView: (view: View) => void }): ReactNode {
  return (
    <div
      role="group"
      aria-label={t("money.expense.views")}
      className="flex overflow-x-auto rounded-md border border-line bg-surface p-0.5"
    >
      {VIEWS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === view}
          onClick={() => onView(each)}
          className={cx(
            "h-8 rounded px-3 whitespace-nowrap max-sm:h-10 max-sm:px-2.5",
            each === view ? "bg-accent-soft font-semibold text-accent" : "hover:bg-sunken",
          )}
        >
          {t(`money.expense.view.${each}`)}
        </button>
      ))}
    </div>
  );
}
