import type { DayFigures, KeyFigures, SourceRevenue, SpanDay, SpanFigures } from "../contract/types";
import { figuresFrom, keyFigures, per } from "./figures";

/** At most so many dates at a time. */
export const LONGEST_DAYS = 92;
/** Unless another span is asked for: two weeks. */
export const USUAL_DAYS = 14;

/** What a span is made of. */
export interface SpanSources {
  /** Rows of the dates that were open while the property was counted here. */
  figures: readonly DayFigures[];
  /** What each date has brought. */
  revenue: ReadonlyMap<string, SourceRevenue[]>;
  /** Stays that were in the house over the night of each date. */
  nights: ReadonlyMap<string, number>;
  /** All rooms there are now. */
  roomsTotal: number;
}

/** The dates of a span that something is known of, oldest first. @param currency the property's own */
export function spanDays(currency: string, { figures, revenue, nights, roomsTotal }: SpanSources): SpanDay[] {
  const counted = new Map(figures.map((day) => [day.businessDate, day]));
  const dates = new Set([...counted.keys(), ...revenue.keys()]);
  return [...dates].toSorted().map((businessDate) => {
    const parts = revenue.get(businessDate) ?? [];
    const held = counted.get(businessDate);
    const { roomsAvailable, roomsSold } = held ?? {
      roomsAvailable: roomsTotal,
      roomsSold: nights.get(businessDate) ?? 0,
    };
    const numbers = keyFigures(roomsAvailable, roomsSold, parts, currency);
    return { businessDate, ...numbers, revenue: parts, isCountedAfterwards: held === undefined };
  });
}

/** What the dates add up to. */
export function spanFigures(
  span: Pick<SpanFigures, "from" | "to" | "currency">,
  days: readonly KeyFigures[],
): SpanFigures {
  const total = (field: "roomsAvailable" | "roomsSold" | "roomRevenueMinor" | "totalRevenueMinor"): number =>
    days.reduce((sum, day) => sum + day[field], 0);
  const figures = figuresFrom({
    roomsAvailable: total("roomsAvailable"),
    roomsSold: total("roomsSold"),
    roomRevenueMinor: total("roomRevenueMinor"),
    totalRevenueMinor: total("totalRevenueMinor"),
  });
  const trevparMinor = per(figures.totalRevenueMinor, figures.roomsAvailable);
  return { ...span, days: days.length, ...figures, trevparMinor };
}
