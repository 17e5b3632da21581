import type { Dashboard, DayFigures, DayReport, KeyFigures, SourceRevenue } from "../contract/types";

/** What the facts of a property add up to on a business date. */
export interface Counts {
  roomsTotal: number;
  roomsOutOfOrder: number;
  arrivalsDone: number;
  arrivalsOpen: number;
  departuresDone: number;
  departuresOpen: number;
  inHouse: number;
  openRequests: number;
  onShift: number;
}

/** What the stays of a property add up to on a date that is over. */
export interface DayStays {
  arrivals: number;
  arrivalsMissed: number;
  departures: number;
  /** Those that were in the house over the night. */
  nights: number;
}

/** Which property, on which day. */
export interface Day {
  propertyId: number;
  businessDate: string;
  currency: string;
}

/** The key figures, as DAY_KPIS defines them. Halves are rounded up. */
export function keyFigures(
  roomsAvailable: number,
  roomsSold: number,
  revenue: readonly SourceRevenue[],
  currency: string,
): KeyFigures {
  const own = revenue.filter((part) => part.currency === currency);
  const roomRevenueMinor = sum(own.filter(({ source }) => source === "room"));
  return figuresFrom({ roomsAvailable, roomsSold, roomRevenueMinor, totalRevenueMinor: sum(own) });
}

/** The figures that follow from these four. */
export function figuresFrom(
  numbers: Pick<KeyFigures, "roomsAvailable" | "roomsSold" | "roomRevenueMinor" | "totalRevenueMinor">,
): KeyFigures {
  const { roomsAvailable, roomsSold, roomRevenueMinor } = numbers;
  return {
    ...numbers,
    occupancyPermille: per(1000 * roomsSold, roomsAvailable),
    adrMinor: per(roomRevenueMinor, roomsSold),
    revparMinor: per(roomRevenueMinor, roomsAvailable),
  };
}

/** Rounded, halves up; null where there is nothing to divide by. */
export const per = (amount: number, by: number): number | null => (by === 0 ? null : Math.round(amount / by));

const sum = (parts: readonly SourceRevenue[]): number =>
  parts.reduce((total, { amountMinor }) => total + amountMinor, 0);

/** The dashboard of a day that is open. */
export function dashboardOf(
  { propertyId, businessDate, currency }: Day,
  counts: Counts,
  revenue: SourceRevenue[],
): Omit<Dashboard, "version"> {
  const available = counts.roomsTotal - counts.roomsOutOfOrder;
  const figures = keyFigures(available, counts.inHouse, revenue, currency);
  return { id: String(propertyId), propertyId, businessDate, currency, ...figures, ...counts, revenue };
}

const dayId = ({ propertyId, businessDate }: Day): string => `${propertyId}@${businessDate}`;

/** A day's own row of key figures. */
export function figuresOf(day: Day, figures: KeyFigures): Omit<DayFigures, "version"> {
  const { propertyId, businessDate, currency } = day;
  const { roomsAvailable, roomsSold, roomRevenueMinor, totalRevenueMinor } = figures;
  const { occupancyPermille, adrMinor, revparMinor } = figures;
  const numbers = { roomsAvailable, roomsSold, roomRevenueMinor, totalRevenueMinor };
  return { id: dayId(day), propertyId, businessDate, currency, ...numbers, occupancyPermille, adrMinor, revparMinor };
}

/** A day that is over, with the rooms that it had. @param madeAt when the next one began */
export function reportOf(
  day: Day,
  roomsAvailable: number,
  { nights, ...stays }: DayStays,
  revenue: SourceRevenue[],
  madeAt: string,
): Omit<DayReport, "version"> {
  const figures = keyFigures(roomsAvailable, nights, revenue, day.currency);
  return { ...figuresOf(day, figures), ...stays, revenue, madeAt };
}
