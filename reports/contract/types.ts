import type { RevenueSource } from "../../finance/contract/types";

/** What one source has brought on a business date, in one currency. */
export interface SourceRevenue {
  source: RevenueSource;
  /** ISO 4217. */
  currency: string;
  /** Minor units of the currency. */
  amountMinor: number;
  /** Lines that were added up. */
  count: number;
}

/** A property's key figures for one business date: DAY_KPIS says how each comes about. Null where nothing is there to divide by. */
export interface KeyFigures {
  roomsAvailable: number;
  roomsSold: number;
  /** Revenue in the property's own currency, in minor units; what came in another one is not in it. */
  roomRevenueMinor: number;
  totalRevenueMinor: number;
  /** In thousandths: 725 is 72.5 %. */
  occupancyPermille: number | null;
  adrMinor: number | null;
  revparMinor: number | null;
}

/** The business date of a property as it is now. */
export interface Dashboard extends KeyFigures {
  /** The property's number, as text. */
  id: string;
  version: number;
  propertyId: number;
  /** YYYY-MM-DD. */
  businessDate: string;
  /** The property's own, ISO 4217. */
  currency: string;
  roomsTotal: number;
  roomsOutOfOrder: number;
  arrivalsDone: number;
  arrivalsOpen: number;
  departuresDone: number;
  departuresOpen: number;
  /** Stays in the house. */
  inHouse: number;
  /** By source and currency; sources without revenue are left out. */
  revenue: SourceRevenue[];
  /** Guests' requests that are still to be done. */
  openRequests: number;
  /** People on duty. */
  onShift: number;
}

/** The key figures of one business date, whether it is still open or not. */
export interface DayFigures extends KeyFigures {
  /** `<property>@<business date>`. */
  id: string;
  version: number;
  propertyId: number;
  businessDate: string;
  currency: string;
}

/** A business date that has ended. What is heard of it later raises its version. */
export interface DayReport extends KeyFigures {
  /** `<property>@<business date>`. */
  id: string;
  version: number;
  propertyId: number;
  businessDate: string;
  currency: string;
  arrivals: number;
  /** Expected on that date and not there by its end; without those who cancelled. */
  arrivalsMissed: number;
  departures: number;
  revenue: SourceRevenue[];
  /** When the next date began, RFC 3339. */
  madeAt: string;
}

/** A business date as one of a span. */
export interface SpanDay extends KeyFigures {
  businessDate: string;
  /** By source and currency; sources without revenue are left out. */
  revenue: SourceRevenue[];
  /** The date was over before the property was counted here: its rooms follow from the stays and from all rooms there are now. */
  isCountedAfterwards: boolean;
}

/** What the dates of a span add up to together: rooms are those of all its nights. */
export interface SpanFigures extends KeyFigures {
  /** YYYY-MM-DD; both are part of the span. */
  from: string;
  to: string;
  /** The property's own, ISO 4217. */
  currency: string;
  /** Dates of the span that something is known of. */
  days: number;
  trevparMinor: number | null;
}
