import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { ReportsSearch, Span } from "./reports-search";

const PAGE = 50;

/** Figures of a span. Whatever changes the open day or an earlier one may be in them. */
export const analyticsQuery = (propertyId: number, span: Span) =>
  queryOptions({
    queryKey: ["analytics", propertyId, span.from, span.to] as const,
    meta: { live: true, kinds: ["day-figures", "dashboard", "day-report"] },
    queryFn: () => api.reports.getAnalytics({ propertyId, ...span }),
  });

/** The reports of ended days, newest first. */
export const dayReportsQuery = (propertyId: number, { from, to }: Pick<ReportsSearch, "from" | "to">) =>
  infiniteQueryOptions({
    queryKey: ["day-reports", propertyId, from, to] as const,
    meta: { live: true, kinds: ["day-report"] },
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      api.reports.listDayReports({
        propertyId,
        limit: PAGE,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** The report of one day, null while there is none; with its definitions. */
export const dayReportQuery = (propertyId: number, day: string) =>
  queryOptions({
    queryKey: ["day-report", propertyId, day] as const,
    meta: { live: true, kinds: ["day-report"] },
    async queryFn() {
      const { data, definitions } = await api.reports.listDayReports({ propertyId, from: day, to: day, limit: 1 });
      return { report: data[0] ?? null, definitions };
    },
  });

/** The close of one day with its trial balance; null when the day was not closed. */
export const dayCloseQuery = (propertyId: number, day: string) =>
  queryOptions({
    queryKey: ["day-close", propertyId, day] as const,
    meta: { live: true, kinds: ["day-report", "day-close"] },
    async queryFn() {
      const { data } = await api.finance.listDayCloses({ propertyId, businessDate: day, limit: 1 });
      return data[0] === undefined ? null : api.finance.getDayClose(data[0].id);
    },
  });
