import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMinor } from "../../lib/money";
import { type Filters, linesOf, sameFilters } from "./filters";
import { revenueTotalsQuery } from "./finance.queries";
import { SOURCES } from "./finance-types";

interface TotalsProps {
  property: contract.MyProperty;
  filters: Filters;
  onFilters: (filters: Filters) => void;
}

/** What the open day adds up to, by source; a click shows the lines behind a number, another one all lines again. */
export function Totals({ property, filters, onFilters }: TotalsProps): ReactNode {
  const { businessDate: day, currency } = property;
  const { data, isError, refetch } = useQuery(revenueTotalsQuery(property.id, day));
  const own = data?.totals.filter((line) => line.currency === currency);
  const foreign = data?.totals.filter((line) => line.currency !== currency) ?? [];
  return (
    <section
      aria-label={t("finance.totals", { day: formatDay(day, locale) })}
      className="panel flex shrink-0 overflow-x-auto"
    >
      {[undefined, ...SOURCES].map((source) => {
        const behind = linesOf(day, source);
        const isPicked = sameFilters(filters, behind);
        return (
          <Total
            key={source ?? "all"}
            label={source === undefined ? `${t("finance.total")}, ${currency}` : t(`finance.source.${source}`)}
            lines={own?.filter((line) => source === undefined || line.source === source)}
            currency={currency}
            isSum={source === undefined}
            isPicked={isPicked}
            onPick={() => onFilters(isPicked ? {} : behind)}
          />
        );
      })}
      {foreign.length > 0 && <Foreign lines={foreign} />}
      {isError && <Stale onRetry={() => void refetch()} />}
    </section>
  );
}

interface TotalProps {
  label: string;
  /** What it adds up; undefined while that is not known. */
  lines: contract.RevenueTotal[] | undefined;
  currency: string;
  isSum: boolean;
  isPicked: boolean;
  onPick: () => void;
}

function Total({ label, lines, currency, isSum, isPicked, onPick }: TotalProps): ReactNode {
  const minor = lines?.reduce((sum, line) => sum + line.amountMinor, 0);
  const count = lines?.reduce((sum, line) => sum + line.count, 0);
  return (
    <button
      type="button"
      aria-pressed={isPicked}
      onClick={onPick}
      className="min-w-28 flex-1 border-line px-3 py-2 text-start whitespace-nowrap outline-offset-[-2px] not-first:border-s hover:bg-sunken aria-pressed:bg-accent-soft max-sm:min-w-26 max-sm:first:min-w-32"
    >
      <span className="block text-xs text-muted">{label}</span>
      <span className={`block text-base tabular-nums ${isSum ? "font-semibold" : ""}`}>
        {minor === undefined ? "–" : formatMinor(minor, currency, locale)}
      </span>
      <span className="block text-xs text-muted tabular-nums">
        {count === undefined ? "\u00a0" : t("finance.count", { count })}
      </span>
    </button>
  );
}

function Foreign({ lines }: { lines: contract.RevenueTotal[] }): ReactNode {
  return (
    <ul className="flex flex-col justify-center border-s border-line px-3 py-2 text-xs whitespace-nowrap text-muted tabular-nums">
      {lines.map(({ source, currency, amountMinor }) => (
        <li key={source + currency}>
          + {currency} {formatMinor(amountMinor, currency, locale)}
        </li>
      ))}
    </ul>
  );
}

/** The numbers may be older than the list below them. */
function Stale({ onRetry }: { onRetry: () => void }): ReactNode {
  return (
    <button
      type="button"
      aria-label={t("finance.totalsRetry")}
      title={t("finance.totalsRetry")}
      onClick={onRetry}
      className="flex items-center gap-1.5 border-s border-line px-3 text-xs whitespace-nowrap text-attention outline-offset-[-2px] hover:bg-sunken"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      {t("finance.totalsFailed")}
    </button>
  );
}
