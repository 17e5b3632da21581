import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { APIError, type contract } from "../../frontend/src/api/client.gen";
import type { Stage } from "./scene.mjs";

const SETTLES_WITHIN_MS = 20_000;
const LIMIT = 100;

/** The dashboard against a count of the lists, by the numbers that both have. Resolves to what differs; events need a moment to arrive. */
export async function compareDashboard(stage: Stage): Promise<string[]> {
  const end = Date.now() + SETTLES_WITHIN_MS;
  for (;;) {
    const [shown, counted] = [await dashboard(stage), await count(stage)];
    if (isDeepStrictEqual(shown, counted)) return [];
    if (Date.now() > end)
      return [`the dashboard shows ${JSON.stringify(shown)}, a count gives ${JSON.stringify(counted)}`];
    await pause(200);
  }
}

interface Counted {
  inHouse: number;
  openRequests: number;
  onShift: number;
  revenue: string[];
}

async function dashboard({ team: { manager }, propertyId }: Stage): Promise<Counted> {
  const { inHouse, openRequests, onShift, revenue } = (await manager.reports.getDashboard({ propertyId })).dashboard;
  return { inHouse, openRequests, onShift, revenue: sums(revenue) };
}

async function count({ team: { manager }, propertyId }: Stage): Promise<Counted> {
  const where = { propertyId, limit: LIMIT };
  const stays = await manager.guest.listReservations({ ...where, view: "in_house" });
  const requests = await manager.guest.listRequests({ ...where, open: true });
  const tasks = await manager.staff.listTasks({ ...where, open: true, kind: "guest_request" });
  const { totals } = await manager.finance.getRevenueTotals({ propertyId });
  const { data: onDuty } = await manager.staff.listOnDuty({ propertyId });
  if (stays.hasMore || requests.hasMore || tasks.hasMore)
    throw new Error(`more than ${LIMIT} of a kind: play fewer hours`);
  return {
    inHouse: stays.data.length,
    openRequests: requests.data.length + tasks.data.length,
    onShift: onDuty.length,
    revenue: sums(totals),
  };
}

const sums = (lines: readonly (contract.SourceRevenue | contract.RevenueTotal)[]): string[] =>
  lines.map(({ source, currency, amountMinor }) => `${source} ${amountMinor} ${currency}`).toSorted();

/** The day is closed, and its trial balance looked at. */
export async function closeDay({ team: { manager }, propertyId }: Stage): Promise<{ line: string; defects: string[] }> {
  const { businessDate } = await manager.finance.checkDay({ propertyId });
  try {
    const reason = "what is open goes on tomorrow";
    const { id, state, nextDate } = await manager.finance.closeDay({ propertyId, businessDate, reason });
    const { trialBalance } = await manager.finance.getDayClose(id);
    const differences = [...new Set(trialBalance.map(({ currency }) => currency))].map((currency) =>
      trialBalance.filter((l) => l.currency === currency).reduce((sum, l) => sum + l.debitMinor - l.creditMinor, 0),
    );
    const defects = differences.every((difference) => difference === 0)
      ? []
      : [`the trial balance of ${businessDate} differs by ${differences.join(", ")}`];
    return {
      line: `${businessDate} is ${state}, ${nextDate} is open; ${trialBalance.length} accounts balance`,
      defects,
    };
  } catch (error) {
    if (!(error instanceof APIError) || error.details?.reason !== "day_not_begun") throw error;
    return { line: `${businessDate} has not begun: an earlier run has closed the day before`, defects: [] };
  }
}
