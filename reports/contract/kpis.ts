/** How a number of the dashboard comes about, for whoever reads it. */
export interface KpiDefinition {
  /** Field of Dashboard, or of SpanFigures. */
  field: string;
  name: string;
  definition: string;
}

/** Printed with the numbers, so that two people who read one mean the same by it. */
export const KPIS: readonly KpiDefinition[] = [
  {
    field: "roomsAvailable",
    name: "Rooms available",
    definition: "All rooms but those out of order. Rooms out of service count, since they can be sold.",
  },
  {
    field: "roomsSold",
    name: "Rooms sold",
    definition:
      "Stays in the house now, each of which has one room; of a date that has ended, those that were in the house over its night.",
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
  {
    field: "arrivalsOpen",
    name: "Arrivals",
    definition:
      "Done: checked in on the business date. Open: confirmed or assigned stays that were to arrive by the business date.",
  },
  {
    field: "departuresOpen",
    name: "Departures",
    definition:
      "Done: checked out on the business date. Open: stays in the house that were to leave by the business date.",
  },
  {
    field: "revenue",
    name: "Revenue",
    definition: "Lines that were booked for the business date, by source, taxes as booked; reversals are subtracted.",
  },
  {
    field: "openRequests",
    name: "Open requests",
    definition:
      "What guests have asked for that is still to be done: service requests of the desk, and tasks of the kind guest request.",
  },
  { field: "onShift", name: "On shift", definition: "Members of the staff who have clocked in and not out." },
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
];
