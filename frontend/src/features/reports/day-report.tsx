import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Download, Printer } from "lucide-react";
import type { ReactNode } from "react";
import type { api, contract } from "../../api/client.gen";
import { formatDay, formatInstant } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMinor } from "../../lib/money";
import { percentText } from "../../lib/percent";
import { Button, IconButton } from "../../ui/button";
import { Definitions } from "../../ui/definitions";
import { downloadText } from "../../ui/download-text";
import { Notice } from "../../ui/notice";
import { Close } from "./close";
import { dayReportCsv } from "./day-report-csv";
import { LoadState } from "./load-state";
import { Cell, Head, ScrolledTable } from "./plain-table";
import { dayCloseQuery, dayReportQuery } from "./reports.queries";
import { TrialBalance } from "./trial-balance";

interface DayReportProps {
  property: contract.MyProperty;
  day: string;
  onBack: () => void;
}

/** One ended day on a page that can be printed: its figures, what it brought, its trial balance and its close. */
export function DayReport({ property, day, onBack }: DayReportProps): ReactNode {
  const { data, error, isPending, refetch } = useQuery(dayReportQuery(property.id, day));
  const mayBooks = property.permissions.includes("finance.revenue.read");
  const close = useQuery({ ...dayCloseQuery(property.id, day), enabled: mayBooks });
  const title = t("reports.report", { day: formatDay(day, locale) });
  const report = data?.report ?? null;
  return (
    <article aria-label={title} className="flex flex-col gap-3 max-sm:gap-2 print:block">
      <header className="flex flex-wrap items-center gap-2">
        <IconButton label={t("reports.back")} onClick={onBack} className="print:hidden">
          <ArrowLeft aria-hidden className="size-5 rtl:-scale-x-100" />
        </IconButton>
        <div className="me-auto min-w-0">
          <h2 className="text-lg font-semibold">{title}</h2>
          <p className="text-sm text-muted">
            {property.name}
            {report !== null && ` · ${madeText(report, property.timeZone)}`}
          </p>
        </div>
        {report !== null && <Actions property={property} report={report} close={close.data ?? null} />}
      </header>
      <LoadState isPending={isPending} error={error} onRetry={() => void refetch()} />
      {data !== undefined && report === null && (
        <Notice tone="neutral">{t("reports.none", { day: formatDay(day, locale) })}</Notice>
      )}
      {report !== null && (
        <>
          <House report={report} />
          <div className="grid items-start gap-3 lg:grid-cols-2 print:block">
            <BySource report={report} />
            {mayBooks && close.data !== undefined && <TrialBalance close={close.data} />}
          </div>
          {mayBooks && (
            <LoadState isPending={close.isPending} error={close.error} onRetry={() => void close.refetch()} />
          )}
          {close.data !== undefined && close.data !== null && (
            <Close close={close.data.close} timeZone={property.timeZone} />
          )}
          <Definitions title={t("reports.definitions")} definitions={data?.definitions ?? []} isOpen />
        </>
      )}
    </article>
  );
}

function madeText({ madeAt, version }: contract.DayReport, timeZone: string): string {
  const made = t("reports.madeAt", { at: formatInstant(madeAt, timeZone, locale) });
  return version === 1 ? made : `${made}; ${t("reports.revised", { count: version - 1 })}`;
}

interface ActionsProps {
  property: contract.MyProperty;
  report: contract.DayReport;
  close: api.GetDayCloseResponse | null;
}

function Actions({ property, report, close }: ActionsProps): ReactNode {
  const save = (): void =>
    downloadText(
      `${property.name} ${report.businessDate}.csv`,
      dayReportCsv(report, close?.trialBalance ?? []),
      "text/csv",
    );
  return (
    <div className="flex gap-2 max-sm:w-full max-sm:*:flex-1 print:hidden">
      <Button onClick={() => window.print()}>
        <Printer aria-hidden className="size-4" />
        {t("reports.print")}
      </Button>
      <Button onClick={save}>
        <Download aria-hidden className="size-4" />
        {t("reports.csv")}
      </Button>
    </div>
  );
}

function House({ report }: { report: contract.DayReport }): ReactNode {
  const { currency, occupancyPermille: permille } = report;
  const money = (minor: number | null): string => (minor === null ? "–" : formatMinor(minor, currency, locale));
  const numbers: [label: string, value: string | number][] = [
    [t("reports.occupancy"), permille === null ? "–" : t("reports.percent", { value: percentText(permille, locale) })],
    [t("reports.roomsSold"), report.roomsSold],
    [t("reports.roomsAvailable"), report.roomsAvailable],
    [`${t("reports.adr")}, ${currency}`, money(report.adrMinor)],
    [`${t("reports.revpar")}, ${currency}`, money(report.revparMinor)],
    [`${t("reports.totalRevenue")}, ${currency}`, money(report.totalRevenueMinor)],
    [t("reports.arrivals"), report.arrivals],
    [t("reports.missed"), report.arrivalsMissed],
    [t("reports.departures"), report.departures],
  ];
  return (
    <section aria-label={t("reports.house")} className="panel p-3 print:mb-3 print:break-inside-avoid">
      <dl className="grid grid-cols-3 gap-x-4 gap-y-3 lg:grid-cols-9 print:grid-cols-5">
        {numbers.map(([label, value]) => (
          <div key={label} className="flex flex-col justify-between">
            <dt className="text-xs text-muted">{label}</dt>
            <dd className="text-base font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function BySource({ report }: { report: contract.DayReport }): ReactNode {
  const notes = report.revenue.length === 0 ? [t("reports.noRevenue")] : [];
  return (
    <ScrolledTable title={t("reports.bySource")} notes={notes}>
      <thead>
        <tr>
          <Head>{t("reports.source")}</Head>
          <Head isNumber>{t("reports.lines")}</Head>
          <Head isNumber>{t("reports.amount")}</Head>
        </tr>
      </thead>
      <tbody>
        {report.revenue.map(({ source, currency, amountMinor, count }) => (
          <tr key={`${source} ${currency}`} className="border-b border-line last:border-0">
            <th scope="row" className="px-3 py-1.5 text-start font-normal">
              {t(`finance.source.${source}`)}
            </th>
            <Cell>{count}</Cell>
            <Cell>
              {currency} {formatMinor(amountMinor, currency, locale)}
            </Cell>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <th scope="row" className="px-3 py-1.5 text-start">
            {t("reports.total")}
          </th>
          <Cell>{report.revenue.reduce((sum, { count }) => sum + count, 0)}</Cell>
          <Cell>
            {report.currency} {formatMinor(report.totalRevenueMinor, report.currency, locale)}
          </Cell>
        </tr>
      </tfoot>
    </ScrolledTable>
  );
}
