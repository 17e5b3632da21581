import type { StayState } from "../contract/types";

/** One stay of the demo house. */
export interface DemoPlan {
  name: string;
  state: StayState;
  /** Days from today to the arrival and to the departure. */
  from: number;
  to: number;
  /** Place of its room in the house; none is assigned without. */
  room?: number;
  type: "SGL" | "DBL" | "STE";
  eta?: string;
  isVip?: boolean;
  notes?: string;
}

/** Room 0 to 23 in the order of their numbers: 101 to 108, 201 to 208, 301 to 308. */
const PLANS: readonly DemoPlan[] = [
  { name: "Amara Okafor", state: "assigned", from: 0, to: 3, room: 2, type: "DBL", eta: "14:30" },
  { name: "Benedikt Sauer", state: "assigned", from: 0, to: 1, room: 0, type: "SGL", eta: "18:00" },
  { name: "Chiara Ricci", state: "confirmed", from: 0, to: 2, type: "DBL", eta: "16:15", notes: "Quiet room, please" },
  { name: "Daniel Novak", state: "confirmed", from: 0, to: 4, type: "DBL" },
  { name: "Elena Petrova", state: "assigned", from: 0, to: 2, room: 7, type: "STE", eta: "15:00", isVip: true },
  { name: "Farid Haddad", state: "confirmed", from: 0, to: 1, type: "SGL", eta: "22:45", notes: "Arrives late" },
  { name: "Grace Whitfield", state: "confirmed", from: 0, to: 5, type: "DBL", eta: "13:00" },
  { name: "Hiro Tanaka", state: "checked_in", from: 0, to: 2, room: 10, type: "DBL" },
  { name: "Ines Carvalho", state: "checked_in", from: -1, to: 2, room: 3, type: "DBL" },
  { name: "Jonas Lindqvist", state: "checked_in", from: -2, to: 1, room: 11, type: "DBL" },
  { name: "Keira Doyle", state: "checked_in", from: -1, to: 3, room: 15, type: "STE", isVip: true },
  { name: "Luis Ortega", state: "checked_in", from: -3, to: 1, room: 18, type: "DBL" },
  { name: "Mei Chen", state: "checked_in", from: -1, to: 1, room: 16, type: "SGL" },
  { name: "Noah Bergmann", state: "due_out", from: -2, to: 0, room: 4, type: "DBL" },
  {
    name: "Oksana Melnyk",
    state: "due_out",
    from: -4,
    to: 0,
    room: 12,
    type: "DBL",
    notes: "Late check-out until 13:00",
  },
  { name: "Priya Nair", state: "due_out", from: -1, to: 0, room: 19, type: "DBL" },
  { name: "Quentin Moreau", state: "checked_out", from: -2, to: 0, room: 20, type: "DBL" },
  { name: "Rosa Jimenez", state: "confirmed", from: 1, to: 3, type: "DBL" },
  { name: "Samuel Adeyemi", state: "confirmed", from: 2, to: 6, type: "STE", isVip: true },
];
/** Who was there in the days before, so that these have their nights: name, days to arrival and departure, room, type. */
const PAST: readonly [name: string, from: number, to: number, room: number, type: DemoPlan["type"]][] = [
  ["Tomas Vrba", -6, -3, 2, "DBL"],
  ["Ulla Nyberg", -6, -5, 8, "SGL"],
  ["Vikram Shah", -6, -4, 21, "DBL"],
  ["Wanda Kowalska", -6, -4, 14, "DBL"],
  ["Xavier Roche", -5, -2, 5, "DBL"],
  ["Yara Mansour", -5, -4, 15, "STE"],
  ["Zoltan Varga", -5, -1, 6, "DBL"],
  ["Alba Serrano", -4, -1, 10, "DBL"],
  ["Boris Ilic", -4, -2, 3, "DBL"],
  ["Clara Jensen", -3, -1, 13, "DBL"],
  ["David Mensah", -3, -2, 9, "SGL"],
  ["Edita Horak", -2, -1, 22, "DBL"],
];
/** All of them. */
export const DEMO_PLANS: readonly DemoPlan[] = [
  ...PLANS,
  ...PAST.map(([name, from, to, room, type]) => ({ name, state: "checked_out" as const, from, to, room, type })),
];
