import { api } from "encore.dev/api";
import { caller, requirePermission } from "../../identity/contract/access";
import { addDays, daysBetween } from "../../platform/day";
import { toApiError } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { invalidRequest, optionalDate, wholeNumber } from "../../platform/request-fields";
import { reportsErrors } from "../contract/errors";
import { type KpiDefinition, SPAN_KPIS } from "../contract/kpis";
import type { SpanDay, SpanFigures } from "../contract/types";
import { LONGEST_DAYS, spanDays, spanFigures, USUAL_DAYS } from "../domain/span";
import { upToDate } from "../engine/up-to-date";
import { pool } from "../store/db";
import { countStays, type Owner, sumDays } from "../store/facts.store";
import { listDays } from "../store/numbers.store";

interface GetAnalyticsRequest {
  propertyId: number;
  /** First business date, YYYY-MM-DD; 13 days before the last unless given. */
  from?: string;
  /** Last business date, at most 91 days after the first; the open day unless given. */
  to?: string;
}

interface GetAnalyticsResponse {
  /** What the dates add up to together. */
  span: SpanFigures;
  /** Each date that something is known of, oldest first. */
  days: SpanDay[];
  /** How each number comes about. */
  definitions: KpiDefinition[];
}

/** Key figures and revenue of a span of business dates. Changes with the streams `dashboard` and `analytics`. */
export const getAnalytics = api(
  { method: "GET", path: "/reports/analytics", expose: true, auth: true },
  async (request: GetAnalyticsRequest): Promise<GetAnalyticsResponse> => {
    const { propertyId, businessDate } = requirePermission(
      "reports.figures.read",
      wholeNumber("propertyId", request.propertyId),
    );
    const range = readSpan(request, businessDate);
    const owner = { orgId: caller().orgId, propertyId };
    const dashboard = await upToDate(owner, businessDate);
    if (dashboard === null) throw toApiError(refuse("property_not_found", { values: { propertyId } }), reportsErrors);
    const { currency, roomsTotal } = dashboard;
    const days = spanDays(currency, { ...(await readSources(owner, range)), roomsTotal });
    return { span: spanFigures({ ...range, currency }, days), days, definitions: [...SPAN_KPIS] };
  },
);

async function readSources(owner: Owner, range: { from: string; to: string }) {
  const figures = await listDays(pool, "day_figures", owner, { ...range, before: null, limit: LONGEST_DAYS });
  const revenue = await sumDays(pool, owner, range);
  const counted = new Set(figures.map((day) => day.businessDate));
  const others = [...revenue.keys()].filter((date) => !counted.has(date));
  const stays = await countStays(pool, owner, others);
  return { figures, revenue, nights: new Map([...stays].map(([date, { nights }]) => [date, nights])) };
}

function readSpan(
  request: Pick<GetAnalyticsRequest, "from" | "to">,
  businessDate: string,
): { from: string; to: string } {
  const to = optionalDate("to", request.to) ?? businessDate;
  const from = optionalDate("from", request.from) ?? addDays(to, 1 - USUAL_DAYS);
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > LONGEST_DAYS) {
    const message = `${to} is not from 0 to ${LONGEST_DAYS - 1} days after from, ${from}`;
    invalidRequest({ path: "to", code: "out_of_range", message });
  }
  return { from, to };
}
