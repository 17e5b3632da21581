/** How a number comes about, for whoever reads it. */
export interface KpiDefinition {
  /** Field of Dashboard, DayFigures, DayReport or SpanFigures. */
  field: string;
  name: string;
  definition: string;
}

/** What was booked for a date. */
const REVENUE: KpiDefinition = {
  field: "revenue",
  name: "Revenue",
  definition:
    "Lines that were booked for the business date, by source and currency, taxes as booked; reversals are subtracted.",
};

/** Of the key figures that each business date has. Printed with them, so that two people who read one mean the same by it. */
export const DAY_KPIS: readonly KpiDefinition[] = [
  {
    field: "roomsAvailable",
    name: "Rooms available",
    definition:
      "All rooms but those out of order, now or when the date ended. Rooms out of service count, since they can be sold.",
  },
  {
    field: "roomsSold",
    name: "Rooms sold",
    definition:
      "Stays in the house now, each of which has one room; of a date that has ended, those that were in the house over its night.",
  },
  {
    field: "roomRevenueMinor",
    name: "Room revenue",
    definition:
      "Lines of the source room that were booked for the business date in the property's currency; reversals are subtracted.",
  },
  {
    field: "totalRevenueMinor",
    name: "Total revenue",
    definition:
      "Lines of every source that were booked for the business date in the property's currency; reversals are subtracted.",
  },
  { field: "occupancyPermille", name: "Occupancy", definition: "Rooms sold ÷ rooms available." },
  {
    field: "adrMinor",
    name: "ADR",
    definition: "Average daily rate: room revenue of the business date ÷ rooms sold, in the property's currency.",
  },
  {
    field: "revparMinor",
    name: "RevPAR",
    definition: "Revenue per available room: room revenue of the business date ÷ rooms available.",
  },
];

/** Of the dashboard. */
export const KPIS: readonly KpiDefinition[] = [
  ...DAY_KPIS,
  {
    field: "roomsTotal",
    name: "Rooms",
    definition: "All rooms of the property.",
  },
  {
    field: "roomsOutOfOrder",
    name: "Out of order",
    definition: "Rooms that cannot be sold now, whether somebody is in them or not.",
  },
  { field: "arrivalsDone", name: "Arrivals done", definition: "Stays that were checked in on the business date." },
  {
    field: "arrivalsOpen",
    name: "Arrivals open",
    definition: "Confirmed or assigned stays that were to arrive by the business date.",
  },
  { field: "departuresDone", name: "Departures done", definition: "Stays that were checked out on the business date." },
  {
    field: "departuresOpen",
    name: "Departures open",
    definition: "Stays in the house that were to leave by the business date.",
  },
  { field: "inHouse", name: "In house", definition: "Stays that are checked in and not checked out." },
  REVENUE,
  {
    field: "openRequests",
    name: "Open requests",
    definition:
      "What guests have asked for that is still to be done: service requests of the desk, and tasks of the kind guest request.",
  },
  { field: "onShift", name: "On shift", definition: "Members of the staff who have clocked in and not out." },
];

/** Of the report of a date that has ended. */
export const REPORT_KPIS: readonly KpiDefinition[] = [
  ...DAY_KPIS,
  { field: "arrivals", name: "Arrivals", definition: "Stays that were checked in on the business date." },
  {
    field: "arrivalsMissed",
    name: "Missed arrivals",
    definition:
      "Stays that were to arrive on the business date and were not there by its end: no-shows, those who came later, and those who are still awaited. Cancelled ones do not count.",
  },
  { field: "departures", name: "Departures", definition: "Stays that were checked out on the business date." },
  REVENUE,
];

/** The same for a span of dates. */
export const SPAN_KPIS: readonly KpiDefinition[] = [
  {
    field: "roomsAvailable",
    name: "Room nights available",
    definition:
      "Rooms available, added up over the dates: all rooms but those out of order when the date ended. Of a date before the property was counted here: all rooms there are now.",
  },
  {
    field: "roomsSold",
    name: "Room nights sold",
    definition:
      "Stays that were in the house over the night of each date, added up; of the open date those that are in the house now.",
  },
  {
    field: "occupancyPermille",
    name: "Occupancy",
    definition: "Room nights sold ÷ room nights available, so that each date weighs as much as it has rooms.",
  },
  {
    field: "roomRevenueMinor",
    name: "Room revenue",
    definition: "What of the revenue is of the source room.",
  },
  { field: "adrMinor", name: "ADR", definition: "Average daily rate: room revenue of the span ÷ room nights sold." },
  {
    field: "revparMinor",
    name: "RevPAR",
    definition: "Revenue per available room: room revenue of the span ÷ room nights available.",
  },
  {
    field: "trevparMinor",
    name: "TRevPAR",
    definition: "Total revenue per available room: all revenue of the span ÷ room nights available.",
  },
  {
    field: "totalRevenueMinor",
    name: "Revenue",
    definition:
      "Lines that were booked for the dates, taxes as booked; reversals are subtracted. Other currencies than the property's stand by themselves and are in no figure.",
  },
  { field: "days", name: "Dates", definition: "Business dates of the span that something is known of." },
];
