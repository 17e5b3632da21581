import { pool as identityPool } from "../../../identity/store/db";
import { bookRevenue } from "../api";
import { type Api, changedRow, type Followed, get, readPages, type Row } from "./followed";

interface Bookings {
  totals: { count: number }[];
}

const dashboardOf = async (api: Api, propertyId: number): Promise<Row & { revenue: { count: number }[] }> =>
  (await get<{ dashboard: Row & { revenue: { count: number }[] } }>(api, `/reports/dashboard?propertyId=${propertyId}`))
    .dashboard;

const lines = (parts: readonly { count: number }[]): number => parts.reduce((sum, { count }) => sum + count, 0);

/** Books a line, and resolves when the dashboard has what was booked by then. */
async function untilCounted(api: Api, propertyId: number, n: number): Promise<void> {
  await bookRevenue(api.url, api.token, { propertyId, amountMinor: 100 + n });
  const { totals } = await get<Bookings>(api, `/finance/revenue-totals?propertyId=${propertyId}`);
  while (lines((await dashboardOf(api, propertyId)).revenue) < lines(totals))
    await new Promise((resume) => setTimeout(resume, 10));
}

/** An entity of reports: each of its events carries the row whole. */
const reportsEntity = (service: string, kind: string, rest: Pick<Followed, "readAll" | "write">): Followed => ({
  service,
  kind,
  isSingle: true,
  rowOf: (event) => (event.entity.kind === kind ? changedRow(event) : null),
  ...rest,
});

export const REPORTS: readonly Followed[] = [
  reportsEntity("dashboard", "dashboard", {
    readAll: async (api, propertyId) => [await dashboardOf(api, propertyId)],
    write: untilCounted,
  }),
  reportsEntity("analytics", "day-figures", {
    readAll: (api, propertyId) => readPages(api, `/reports/figures?propertyId=${propertyId}`),
    write: untilCounted,
  }),
  reportsEntity("reports", "day-report", {
    readAll: (api, propertyId) => readPages(api, `/reports/day-reports?propertyId=${propertyId}`),
    /** The day ends, and whoever looks next turns it. */
    async write(api, propertyId) {
      await identityPool.query(
        `UPDATE property SET business_date = business_date + 1, version = version + 1 WHERE id = $1`,
        [propertyId],
      );
      await dashboardOf(api, propertyId);
    },
  }),
];
