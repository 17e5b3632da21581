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
  roomsAvailable: number;
  occupancyPermille: number | null;
  arrivalsDone: number;
  arrivalsOpen: number;
  departuresDone: number;
  departuresOpen: number;
  inHouse: number;
  openRequests: number;
  onShift: number;
  revenue: string[];
}

async function dashboard({ team: { manager }, propertyId }: Stage): Promise<Counted> {
  const shown = (await manager.reports.getDashboard({ propertyId })).dashboard;
  return {
    roomsAvailable: shown.roomsAvailable,
    occupancyPermille: shown.occupancyPermille,
    arrivalsDone: shown.arrivalsDone,
    arrivalsOpen: shown.arrivalsOpen,
    departuresDone: shown.departuresDone,
    departuresOpen: shown.departuresOpen,
    inHouse: shown.inHouse,
    openRequests: shown.openRequests,
    onShift: shown.onShift,
    revenue: sums(shown.revenue),
  };
}

async function count(stage: Stage): Promise<Counted> {
  const { manager } = stage.team;
  const { propertyId } = stage;
  const where = { propertyId, limit: LIMIT };
  const { businessDate } = await manager.finance.checkDay({ propertyId });
  const rooms = (await whole(manager.guest.listRooms(where))).filter(({ service }) => service !== "ooo").length;
  const inHouse = (await whole(manager.guest.listReservations({ ...where, view: "in_house" }))).length;
  const arrivals = await whole(manager.guest.listReservations({ ...where, view: "arrivals" }));
  const departures = await whole(manager.guest.listReservations({ ...where, view: "departures" }));
  const arrivalsDone = arrivals.filter(({ checkedInOn }) => checkedInOn === businessDate).length;
  const departuresDone = departures.filter(({ checkedOutOn }) => checkedOutOn === businessDate).length;
  const requests = await whole(manager.guest.listRequests({ ...where, open: true }));
  const tasks = await whole(manager.staff.listTasks({ ...where, open: true, kind: "guest_request" }));
  const { totals } = await manager.finance.getRevenueTotals({ propertyId });
  const { data: onDuty } = await manager.staff.listOnDuty({ propertyId });
  return {
    roomsAvailable: rooms,
    occupancyPermille: rooms === 0 ? null : Math.round((1000 * inHouse) / rooms),
    arrivalsDone,
    arrivalsOpen: arrivals.length - arrivalsDone,
    departuresDone,
    departuresOpen: departures.length - departuresDone,
    inHouse,
    openRequests: requests.length + tasks.length,
    onShift: onDuty.length,
    revenue: sums(totals),
  };
}

/** The rows of a list that is one page. */
async function whole<T>(list: Promise<{ data: T[]; hasMore: boolean }>): Promise<T[]> {
  const { data, hasMore } = await list;
  if (hasMore) throw new Error(`more than ${LIMIT} of a kind: play fewer hours`);
  return data;
}

const sums = (lines: readonly (contract.SourceRevenue | contract.RevenueTotal)[]): string[] =>
  lines.map(({ source, currency, amountMinor }) => `${source} ${amountMinor} ${currency}`).toSorted();

/** The day is closed, and its trial balance looked at. That no day was closed, since it has not begun, is a defect. */
export async function closeDay({ team: { manager }, propertyId }: Stage): Promise<{ line: string; defects: string[] }> {
  const { businessDate } = await manager.finance.checkDay({ propertyId });
  try {
    const reason = "what is open goes on tomorrow";
    const { id, state, nextDate } = await manager.finance.closeDay({ propertyId, businessDate, reason });
    const { trialBalance } = await manager.finance.getDayClose(id);
    const differences = [...new Set(trialBalance.map(({ currency }) => currency))].map((currency) =>
      trialBalance.filter((l) => l.currency === currency).reduce((sum, l) => sum + l.debitMinor - l.creditMinor, 0),
    );
    const defects: string[] = [];
    if (state !== "closed") defects.push(`the close of ${businessDate} is ${state}`);
    if (trialBalance.length === 0) defects.push(`the trial balance of ${businessDate} is empty`);
    if (differences.some((difference) => difference !== 0))
      defects.push(`the trial balance of ${businessDate} differs by ${differences.join(", ")}`);
    return {
      line: `${businessDate} is ${state}, ${nextDate} is open; ${trialBalance.length} accounts balance`,
      defects,
    };
  } catch (error) {
    if (!(error instanceof APIError) || error.details?.reason !== "day_not_begun") throw error;
    const line = `${businessDate} has not begun: an earlier run has closed the day before`;
    return { line, defects: [`no day was closed: ${line}`] };
  }
}
