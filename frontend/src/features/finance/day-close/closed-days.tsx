import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { contract } from "../../../api/client.gen";
import { formatDay } from "../../../lib/dates";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { formatMinor } from "../../../lib/money";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { SkeletonRows } from "../../../ui/skeleton";
import { LoadFailure } from "../../../lib/load-failure";
import { closeQuery, closesQuery } from "./day-close.queries";

/** Days that are closed, with what they came to; the lines behind each are its trial balance. */
export function ClosedDays({ propertyId }: { propertyId: number }): ReactNode {
  const { data, error, isPending, refetch } = useQuery(closesQuery(propertyId));
  const [shown, show] = useState<contract.DayClose | null>(null);
  const closed = data?.data.filter(({ state }) => state === "closed") ?? [];
  return (
    <section aria-labelledby="closed-days">
      <h2 id="closed-days" className="mb-2 font-semibold">
        {t("money.dayClose.history")}
      </h2>
      <LoadFailure error={error} onRetry={() => void refetch()} />
      {isPending && <SkeletonRows rows={3} label={t("app.loading")} />}
      {data !== undefined && closed.length === 0 && (
        <p className="panel p-6 text-center text-muted">{t("money.dayClose.empty")}</p>
      )}
      {closed.length > 0 && (
        <ul className="panel">
          {closed.map((close) => (
            <ClosedDay key={close.id} close={close} onShow={() => show(close)} />
          ))}
        </ul>
      )}
      {shown !== null && <Balance close={shown} onClose={() => show(null)} />}
    </section>
  );
}

function ClosedDay({ close, onShow }: { close: contract.DayClose; onShow: () => void }): ReactNode {
  const { businessDate, revenueMinor, expenseMinor, lineCount, currency, reason } = close;
  const sum = (minor: number | null): string => (minor === null ? "–" : formatMinor(minor, currency, locale));
  return (
    <li
      data-testid="closed-day"
      data-day={businessDate}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3 py-2 last:border-b-0"
    >
      <div className="min-w-40 flex-1">
        <p className="font-medium">
          <time dateTime={businessDate}>{formatDay(businessDate, locale)}</time>
        </p>
        <p className="text-xs text-muted">
          {t("money.dayClose.lines", { count: lineCount ?? 0 })}
          {reason !== null && ` · ${t("money.dayClose.passed", { reason })}`}
        </p>
      </div>
      <Figure label={`${t("money.dayClose.revenue")}, ${currency}`} value={sum(revenueMinor)} />
      <Figure label={`${t("money.dayClose.expenses")}, ${currency}`} value={sum(expenseMinor)} />
      <Button
        onClick={onShow}
        aria-label={t("money.dayClose.balance", { day: formatDay(businessDate, locale) })}
        className="max-sm:w-full"
      >
        {t("money.dayClose.balanceOf")}
      </Button>
    </li>
  );
}

function Figure({ label, value }: { label: string; value: string }): ReactNode {
  return (
    <div className="text-end">
      <p className="text-xs text-muted">{label}</p>
      <p className="font-medium tabular-nums">{value}</p>
    </div>
  );
}

function Balance({ close, onClose }: { close: contract.DayClose; onClose: () => void }): ReactNode {
  const { data, error, isPending, refetch } = useQuery(closeQuery(close.id));
  const lines = data?.trialBalance ?? [];
  const currencies = [...new Set(lines.map(({ currency }) => currency))];
  return (
    <Dialog
      title={t("money.dayClose.balance", { day: formatDay(close.businessDate, locale) })}
      closeLabel={t("booking.close")}
      onClose={onClose}
    >
      <LoadFailure error={error} onRetry={() => void refetch()} />
      {isPending && <SkeletonRows rows={6} label={t("app.loading")} />}
      {currencies.map((currency) => (
        <BalanceTable key={currency} currency={currency} lines={lines.filter((line) => line.currency === currency)} />
      ))}
    </Dialog>
  );
}

function BalanceTable({
  currency,
  lines,
}: {
  currency: string;
  lines: readonly contract.TrialBalanceLine[];
}): ReactNode {
  const amount = (minor: number): string => (minor === 0 ? "" : formatMinor(minor, currency, locale));
  const sumOf = (side: "debitMinor" | "creditMinor"): string =>
    formatMinor(
      lines.reduce((sum, line) => sum + line[side], 0),
      currency,
      locale,
    );
  return (
    <table className="mb-3 w-full tabular-nums">
      <thead>
        <tr className="border-b border-line text-xs text-muted">
          <th className="py-1 text-start font-medium">{t("money.dayClose.account")}</th>
          <th className="py-1 text-end font-medium">{t("money.dayClose.debit")}</th>
          <th className="py-1 text-end font-medium">{t("money.dayClose.credit")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ account, debitMinor, creditMinor }) => (
          <tr key={account} className="border-b border-line">
            <td className="py-1">{account}</td>
            <td className="py-1 text-end">{amount(debitMinor)}</td>
            <td className="py-1 text-end">{amount(creditMinor)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <td className="py-1">{t("money.dayClose.sum", { currency })}</td>
          <td className="py-1 text-end">{sumOf("debitMinor")}</td>
          <td className="py-1 text-end">{sumOf("creditMinor")}</td>
        </tr>
      </tfoot>
    </table>
  );
}
