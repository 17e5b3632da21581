import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMinor, formatMoney } from "../../lib/money";
import { percentText } from "../../lib/percent";
import { Cell, Head, ScrolledTable } from "./plain-table";
import { minorOf, otherCurrencies, SOURCES } from "./sources";

interface AnalyticsTableProps {
  property: contract.MyProperty;
  days: readonly contract.SpanDay[];
  span: contract.SpanFigures;
}

/** Every number of the charts, newest date first; a total leads to the lines behind it. */
export function AnalyticsTable({ property, days, span }: AnalyticsTableProps): ReactNode {
  const { currency } = span;
  const others = otherCurrencies(days, currency);
  const sourceTotals = SOURCES.map((source) =>
    days.reduce((sum, day) => sum + minorOf(day.revenue, source, currency), 0),
  );
  return (
    <ScrolledTable title={`${t("reports.table")}, ${currency}`} notes={notesOf(days, others)}>
      <thead>
        <tr>
          <Head>{t("reports.date")}</Head>
          <Head isNumber>{t("reports.occupancy")}</Head>
          <Head isNumber>{t("reports.sold")}</Head>
          <Head isNumber>{t("reports.available")}</Head>
          <Head isNumber>{t("reports.adr")}</Head>
          <Head isNumber>{t("reports.revpar")}</Head>
          {SOURCES.map((source) => (
            <Head key={source} isNumber>
              {t(`finance.source.${source}`)}
            </Head>
          ))}
          <Head isNumber>{t("reports.total")}</Head>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((day) => (
          <tr key={day.businessDate} className="border-b border-line">
            <th scope="row" className="px-3 py-1.5 text-start font-normal whitespace-nowrap">
              {formatDay(day.businessDate, locale)}
              {day.isCountedAfterwards && "*"}
              {day.businessDate === property.businessDate && (
                <span className="ms-2 text-xs text-muted">{t("reports.open")}</span>
              )}
            </th>
            <Figures figures={day} currency={currency} />
            {SOURCES.map((source) => (
              <Cell key={source}>{formatMinor(minorOf(day.revenue, source, currency), currency, locale)}</Cell>
            ))}
            <Cell>
              <Total property={property} day={day} currency={currency} />
            </Cell>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <th scope="row" className="px-3 py-2 text-start">
            {t("reports.together")}
          </th>
          <Figures figures={span} currency={currency} />
          {sourceTotals.map((minor, i) => (
            <Cell key={SOURCES[i]}>{formatMinor(minor, currency, locale)}</Cell>
          ))}
          <Cell>{formatMinor(span.totalRevenueMinor, currency, locale)}</Cell>
        </tr>
      </tfoot>
    </ScrolledTable>
  );
}

function Figures({
  figures,
  currency,
}: {
  figures: contract.SpanDay | contract.SpanFigures;
  currency: string;
}): ReactNode {
  const { occupancyPermille: permille, roomsSold, roomsAvailable, adrMinor, revparMinor } = figures;
  const money = (minor: number | null): string => (minor === null ? "–" : formatMinor(minor, currency, locale));
  return (
    <>
      <Cell>{permille === null ? "–" : t("reports.percent", { value: percentText(permille, locale) })}</Cell>
      <Cell>{roomsSold}</Cell>
      <Cell>{roomsAvailable}</Cell>
      <Cell>{money(adrMinor)}</Cell>
      <Cell>{money(revparMinor)}</Cell>
    </>
  );
}

interface TotalProps {
  property: contract.MyProperty;
  day: contract.SpanDay;
  currency: string;
}

function Total({ property, day, currency }: TotalProps): ReactNode {
  const text = formatMinor(day.totalRevenueMinor, currency, locale);
  if (!property.permissions.includes("finance.revenue.read")) return text;
  return (
    <Link
      to="/p/$property/finance"
      params={{ property: String(property.id) }}
      search={{ from: day.businessDate, to: day.businessDate }}
      title={t("reports.seeLines", { day: formatDay(day.businessDate, locale) })}
      className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {text}
    </Link>
  );
}

function notesOf(days: readonly contract.SpanDay[], others: readonly [currency: string, minor: number][]): string[] {
  const amounts = others.map(([currency, minor]) => formatMoney(minor, currency, locale)).join(", ");
  return [
    ...(days.some((day) => day.isCountedAfterwards) ? [t("reports.afterwards")] : []),
    ...(others.length > 0 ? [t("reports.otherCurrencies", { amounts })] : []),
  ];
}
