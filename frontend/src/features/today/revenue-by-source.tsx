import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMinor } from "../../lib/money";

/** What the day has brought, by source; amounts of other currencies stand by themselves and are not in the total. */
export function RevenueBySource({ day }: { day: contract.Dashboard }): ReactNode {
  const largest = Math.max(1, ...day.revenue.map(({ amountMinor }) => amountMinor));
  return (
    <section aria-label={t("today.revenue")} className="panel p-3">
      <h2 className="flex items-baseline gap-2 text-sm font-semibold">
        {t("today.revenue")}
        <span className="ms-auto text-xs font-normal text-muted">
          {t("today.revenueTotal", { currency: day.currency })}
        </span>
        <span data-testid="revenue-total" className="text-base tabular-nums">
          {formatMinor(day.totalRevenueMinor, day.currency, locale)}
        </span>
      </h2>
      {day.revenue.length === 0 ? (
        <p className="mt-2 text-sm text-muted">{t("today.noRevenue")}</p>
      ) : (
        <ul className="mt-2 grid gap-2">
          {day.revenue.map(({ source, currency, amountMinor, count }) => (
            <li
              key={`${currency} ${source}`}
              className="grid grid-cols-[minmax(6rem,10rem)_1fr_auto] items-center gap-x-3"
            >
              <span className="truncate text-sm">{t(`finance.source.${source}`)}</span>
              <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken max-sm:hidden">
                <span
                  className="block h-full rounded-full bg-accent transition-[width] duration-300"
                  style={{ width: `${Math.round((100 * Math.max(0, amountMinor)) / largest)}%` }}
                />
              </span>
              <span className="text-end text-sm tabular-nums max-sm:col-start-3">
                {currency !== day.currency && `${currency} `}
                {formatMinor(amountMinor, currency, locale)}
                <span className="ms-2 inline-block min-w-14 text-xs text-muted">{t("today.lines", { count })}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
