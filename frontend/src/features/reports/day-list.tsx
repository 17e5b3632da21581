import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMinor } from "../../lib/money";
import { percentText } from "../../lib/percent";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { DateField } from "../../ui/date-field";
import { LoadState } from "./load-state";
import { Cell, Head, ScrolledTable } from "./plain-table";
import { dayReportsQuery } from "./reports.queries";
import { type ReportsSearch, readReportsSearch } from "./reports-search";

interface DayListProps {
  property: contract.MyProperty;
  search: ReportsSearch;
  onSearch: (search: ReportsSearch) => void;
}

/** The days that have ended, newest first; each leads to its report. */
export function DayList({ property, search, onSearch }: DayListProps): ReactNode {
  const { from = "", to = "" } = search;
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    dayReportsQuery(property.id, search),
  );
  const reports = data?.pages.flatMap((page) => page.data) ?? [];
  const narrow = (change: Partial<ReportsSearch>): void => onSearch(readReportsSearch({ ...search, ...change }));
  return (
    <>
      <div role="search" className="flex flex-wrap items-center gap-2">
        <div className="flex gap-2 max-sm:w-full">
          <DateField
            label={t("reports.from")}
            value={from}
            max={to === "" ? undefined : to}
            onChange={(day) => narrow({ from: day })}
          />
          <DateField
            label={t("reports.to")}
            value={to}
            min={from === "" ? undefined : from}
            onChange={(day) => narrow({ to: day })}
          />
        </div>
        {(from !== "" || to !== "") && (
          <Button look="quiet" onClick={() => onSearch({ tab: "days" })}>
            {t("reports.anyDates")}
          </Button>
        )}
      </div>
      <LoadState isPending={isPending} error={error} onRetry={() => void refetch()} />
      {data !== undefined && reports.length === 0 && <Nothing property={property} />}
      {reports.length > 0 && <Reports property={property} reports={reports} search={search} />}
      {hasNextPage && (
        <Button className="self-center" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("reports.more")}
        </Button>
      )}
    </>
  );
}

function Nothing({ property }: { property: contract.MyProperty }): ReactNode {
  return (
    <Notice tone="neutral">
      {t("reports.empty")}{" "}
      {property.permissions.includes("finance.revenue.read") && (
        <Link to="/p/$property/finance" params={{ property: String(property.id) }} className="underline">
          {t("reports.toFinance")}
        </Link>
      )}
    </Notice>
  );
}

interface ReportsProps {
  property: contract.MyProperty;
  reports: readonly contract.DayReport[];
  search: ReportsSearch;
}

function Reports({ property, reports, search }: ReportsProps): ReactNode {
  return (
    <ScrolledTable title={`${t("reports.list")}, ${reports[0]?.currency ?? property.currency}`}>
      <thead>
        <tr>
          <Head>{t("reports.date")}</Head>
          <Head isNumber>{t("reports.occupancy")}</Head>
          <Head isNumber>{t("reports.adr")}</Head>
          <Head isNumber>{t("reports.revpar")}</Head>
          <Head isNumber>{t("reports.roomRevenue")}</Head>
          <Head isNumber>{t("reports.totalRevenue")}</Head>
          <Head isNumber>{t("reports.arrivals")}</Head>
          <Head isNumber>{t("reports.missed")}</Head>
          <Head isNumber>{t("reports.departures")}</Head>
        </tr>
      </thead>
      <tbody>
        {reports.map((report) => (
          <Row key={report.id} report={report} property={property} search={search} />
        ))}
      </tbody>
    </ScrolledTable>
  );
}

function Row({ report, property, search }: { report: contract.DayReport } & Omit<ReportsProps, "reports">): ReactNode {
  const { businessDate, currency, occupancyPermille: permille } = report;
  const money = (minor: number | null): string => (minor === null ? "–" : formatMinor(minor, currency, locale));
  return (
    <tr className="border-b border-line last:border-0 hover:bg-sunken">
      <th scope="row" className="px-3 text-start font-normal whitespace-nowrap">
        <Link
          data-testid="day-report-link"
          to="/p/$property/reports"
          params={{ property: String(property.id) }}
          search={{ ...search, tab: "days", day: businessDate }}
          className="flex h-9 items-center underline decoration-line-strong underline-offset-2 hover:decoration-current max-sm:h-11"
        >
          {formatDay(businessDate, locale)}
        </Link>
      </th>
      <Cell>{permille === null ? "–" : t("reports.percent", { value: percentText(permille, locale) })}</Cell>
      <Cell>{money(report.adrMinor)}</Cell>
      <Cell>{money(report.revparMinor)}</Cell>
      <Cell>{money(report.roomRevenueMinor)}</Cell>
      <Cell>{money(report.totalRevenueMinor)}</Cell>
      <Cell>{report.arrivals}</Cell>
      <Cell>{report.arrivalsMissed}</Cell>
      <Cell>{report.departures}</Cell>
    </tr>
  );
}
