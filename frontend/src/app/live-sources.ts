import { chatRows } from "../features/chat/chat.live";
import { guestRows } from "../features/guest/guest.live";
import { filesSource } from "../files/files.live";
import { changedRow, type RowSource } from "../lib/live-rows";

/** How the events of each stream become rows of the screens. A feature that shows rows of a stream adds its line. */
export const LIVE_SOURCES: readonly RowSource[] = [
  chatRows,
  guestRows,
  // Revenue places its rows by itself.
  { service: "finance", kinds: ["expense", "cash-session", "day-close"], rowOf: changedRow },
  // Who is signed in works on the business date of their properties.
  { service: "properties", rowOf: changedRow },
  { service: "staff", rowOf: changedRow },
  { service: "tasks", rowOf: changedRow },
  filesSource,
  { service: "dashboard", rowOf: changedRow },
  { service: "analytics", rowOf: changedRow },
  { service: "reports", rowOf: changedRow },
];
