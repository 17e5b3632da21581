/** How a number of the dashboard comes about, for whoever reads it. */
export interface KpiDefinition {
  /** Field of Dashboard. */
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
    definition: "Rooms that are occupied now; for a date that has ended, those that were occupied when it ended.",
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
