import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { formatDay, formatShortDay } from "../../lib/dates";
import { type TextKey, t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { exponentOf } from "../../lib/money";
import { percentText } from "../../lib/percent";
import { Chart, type ChartSeries } from "../../ui/chart";
import { datesOf, type Span } from "./reports-search";
import { minorOf, SOURCES } from "./sources";

interface AnalyticsChartsProps {
  dates: Span;
  days: readonly contract.SpanDay[];
  currency: string;
}

const LOOKS: Record<contract.RevenueSource, ChartSeries["look"]> = {
  room: "accent",
  fnb: "good",
  addon: "attention",
  other: "muted",
};

/** How the figures went, date by date; dates that nothing is known of are gaps. */
export function AnalyticsCharts({ dates, days, currency }: AnalyticsChartsProps): ReactNode {
  const byDate = new Map(days.map((day) => [day.businessDate, day]));
  const shown = datesOf(dates).map((date) => ({ date, day: byDate.get(date) ?? null }));
  const points = shown.map(({ date }) => ({ label: formatShortDay(date, locale), title: formatDay(date, locale) }));
  const of = (value: (day: contract.SpanDay) => number | null): (number | null)[] =>
    shown.map(({ day }) => (day === null ? null : value(day)));
  const revenue = SOURCES.map((source) => ({
    name: t(`finance.source.${source}`),
    look: LOOKS[source],
    values: of((day) => minorOf(day.revenue, source, currency)),
  }));
  const money = (minor: number): string => compact(minor, currency);
  const occupancy = of((day) => day.occupancyPermille);
  const percent = (permille: number): string => t("reports.percent", { value: percentText(permille, locale) });
  const rates = [
    { name: t("reports.adr"), look: "accent" as const, values: of((day) => day.adrMinor) },
    { name: t("reports.revpar"), look: "attention" as const, values: of((day) => day.revparMinor) },
  ];
  const titled = (key: TextKey, values: (number | null)[], format: (value: number) => string) => {
    const title = t(key, { currency });
    return { title, summary: summaryOf(title, values, format), format, points };
  };
  const totals = of((day) => day.totalRevenueMinor);
  return (
    <div className="grid gap-3 max-sm:gap-2 lg:grid-cols-2">
      <div className="grid lg:col-span-2">
        <Chart {...titled("reports.chart.revenue", totals, money)} kind="bars" series={revenue} />
      </div>
      <Chart
        {...titled("reports.chart.occupancy", occupancy, percent)}
        kind="bars"
        series={[{ name: t("reports.occupancy"), look: "accent", values: occupancy }]}
        end={Math.max(1000, ...occupancy.map((permille) => permille ?? 0))}
      />
      <Chart {...titled("reports.chart.rates", rates[0]?.values ?? [], money)} kind="lines" series={rates} />
    </div>
  );
}

/** Whole units of the currency, in few digits: `1.2K`. */
const compact = (minor: number, currency: string): string =>
  new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(
    minor / 10 ** exponentOf(currency),
  );

function summaryOf(title: string, values: readonly (number | null)[], format: (value: number) => string): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return title;
  const [least, most, last] = [Math.min(...known), Math.max(...known), known.at(-1) ?? 0].map(format);
  return t("reports.chart.summary", { title, least: least ?? "", most: most ?? "", last: last ?? "" });
}
