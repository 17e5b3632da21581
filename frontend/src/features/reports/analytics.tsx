import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import type { api, contract } from "../../api/client.gen";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Button } from "../../ui/button";
import { Definitions } from "../../ui/definitions";
import { downloadText } from "../../ui/download-text";
import { Notice } from "../../ui/notice";
import { AnalyticsCharts } from "./analytics-charts";
import { analyticsCsv } from "./analytics-csv";
import { AnalyticsTable } from "./analytics-table";
import { KeyNumbers } from "./key-numbers";
import { LoadState } from "./load-state";
import { analyticsQuery } from "./reports.queries";
import { type ReportsSearch, type Span, spanOf } from "./reports-search";
import { SpanBar } from "./span-bar";

interface AnalyticsProps {
  property: contract.MyProperty;
  search: ReportsSearch;
  onSearch: (search: ReportsSearch) => void;
}

/** Key figures of a span of business dates: what they come to together, how they went, and every number in a table. */
export function Analytics({ property, search, onSearch }: AnalyticsProps): ReactNode {
  const span = spanOf(search, property.businessDate);
  const { data, error, isPending, refetch } = useQuery({
    ...analyticsQuery(property.id, span),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <SpanBar span={span} businessDate={property.businessDate} onSpan={onSearch}>
        <Button
          disabledReason={data === undefined || data.days.length === 0 ? t("reports.nothing") : null}
          onClick={() => data !== undefined && download(property, span, data)}
        >
          <Download aria-hidden className="size-4" />
          {t("reports.csv")}
        </Button>
      </SpanBar>
      <LoadState isPending={isPending} error={error} onRetry={() => void refetch()} />
      {data !== undefined && <Shown property={property} span={span} data={data} />}
    </>
  );
}

interface ShownProps {
  property: contract.MyProperty;
  span: Span;
  data: api.GetAnalyticsResponse;
}

function Shown({ property, span, data }: ShownProps): ReactNode {
  const count = data.days.length;
  if (count === 0) return <Notice tone="neutral">{t("reports.nothing")}</Notice>;
  const [from, to] = [formatDay(data.span.from, locale), formatDay(data.span.to, locale)];
  return (
    <>
      <p className="text-sm text-muted max-sm:px-1">{t("reports.known", { count, from, to })}</p>
      <KeyNumbers span={data.span} definitions={data.definitions} />
      <AnalyticsCharts dates={span} days={data.days} currency={data.span.currency} />
      <AnalyticsTable property={property} days={data.days} span={data.span} />
      <Definitions title={t("reports.definitions")} definitions={data.definitions} />
    </>
  );
}

function download(property: contract.MyProperty, { from, to }: Span, data: api.GetAnalyticsResponse): void {
  const name = `${property.name} ${from} to ${to}.csv`;
  downloadText(name, analyticsCsv(data.days, data.span.currency), "text/csv");
}
