import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { identity } from "../../api/client.gen";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMinor } from "../../lib/money";
import { revenueTotalsQuery } from "./finance.queries";
import { type RevenueSource, SOURCES } from "./finance-types";

interface TotalsProps {
  property: identity.MyProperty;
  /** Narrows the list to a source, or widens it again. */
  onPick: (source: RevenueSource | undefined) => void;
  picked: RevenueSource | undefined;
}

/** What the open day adds up to, by source; a click shows the lines behind a number. */
export function Totals({ property, onPick, picked }: TotalsProps): ReactNode {
  const { data } = useQuery(revenueTotalsQuery(property.id, property.businessDate));
  const own = data?.totals.filter(({ currency }) => currency === property.currency) ?? [];
  const foreign = data?.totals.filter(({ currency }) => currency !== property.currency) ?? [];
  const sum = (of: typeof own): number => of.reduce((total, { amountMinor }) => total + amountMinor, 0);
  const count = own.reduce((total, line) => total + line.count, 0);
  return (
    <section
      aria-label={t("finance.totals", { day: formatDay(property.businessDate, locale) })}
      className="panel flex shrink-0 overflow-x-auto"
    >
      <Total
        label={`${t("finance.total")}, ${property.currency}`}
        minor={data && sum(own)}
        property={property}
        note={t("finance.count", { count })}
        isSum
      />
      {SOURCES.map((source) => {
        const lines = own.filter((line) => line.source === source);
        const isPicked = picked === source;
        return (
          <button
            key={source}
            type="button"
            aria-pressed={isPicked}
            onClick={() => onPick(isPicked ? undefined : source)}
            className="min-w-28 flex-1 border-s border-line text-start outline-offset-[-2px] hover:bg-sunken aria-pressed:bg-accent-soft"
          >
            <Total
              label={t(`finance.source.${source}`)}
              minor={data && sum(lines)}
              property={property}
              note={t("finance.count", { count: lines[0]?.count ?? 0 })}
            />
          </button>
        );
      })}
      {foreign.length > 0 && (
        <ul className="flex flex-col justify-center border-s border-line px-3 py-2 text-xs text-muted tabular-nums">
          {foreign.map((line) => (
            <li key={line.source + line.currency}>
              + {line.currency} {formatMinor(line.amountMinor, line.currency, locale)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface TotalProps {
  label: string;
  minor: number | undefined;
  property: identity.MyProperty;
  note: string;
  isSum?: boolean;
}

function Total({ label, minor, property, note, isSum = false }: TotalProps): ReactNode {
  return (
    <div className={isSum ? "min-w-36 flex-1 px-3 py-2" : "px-3 py-2"}>
      <div className="text-xs whitespace-nowrap text-muted">{label}</div>
      <div className={`text-base tabular-nums ${isSum ? "font-semibold" : ""}`}>
        {minor === undefined ? "–" : formatMinor(minor, property.currency, locale)}
      </div>
      <div className="text-xs text-muted tabular-nums">{minor === undefined ? "\u00a0" : note}</div>
    </div>
  );
}
