import type { contract } from "../../api/client.gen";
import { calendarDay } from "../../lib/dates";

/** As events leave it: what became internal is gone for who is not. */
export type ShownMessage = contract.Message & { isHidden?: boolean };

export type TimelineItem =
  | { kind: "day"; key: string; day: string }
  | { kind: "new"; key: "new" }
  /** `startsRun`: it does not follow another of the same sender within a few minutes. */
  | { kind: "message"; key: string; message: ShownMessage; startsRun: boolean };

const RUN_MS = 5 * 60_000;

/** Pages as the server gives them, newest first, as one list, oldest first; each message once, what is hidden not. */
export function inOrder(pages: readonly { data: ShownMessage[] }[]): ShownMessage[] {
  const newest = new Map<string, ShownMessage>();
  for (const message of pages.flatMap(({ data }) => data)) {
    const known = newest.get(message.id);
    if (known === undefined || known.version < message.version) newest.set(message.id, message);
  }
  return [...newest.values()].filter(({ isHidden }) => isHidden !== true).toSorted((a, b) => a.no - b.no);
}

interface Reader {
  personId: string;
  /** What they had read when they came; what others said after it stands below a line. */
  readNo: number;
  timeZone: string;
}

/** Messages, oldest first, with a line for each day and one for what is new. */
export function timelineOf(messages: readonly ShownMessage[], { personId, readNo, timeZone }: Reader): TimelineItem[] {
  const items: TimelineItem[] = [];
  let before: ShownMessage | null = null;
  let day = "";
  let isNewShown = false;
  for (const message of messages) {
    const from = items.length;
    const today = calendarDay(message.createdAt, timeZone);
    if (today !== day) items.push({ kind: "day", key: today, day: today });
    if (!isNewShown && message.no > readNo && message.senderId !== personId) {
      items.push({ kind: "new", key: "new" });
      isNewShown = true;
    }
    const startsRun = items.length > from || before === null || !continues(before, message);
    items.push({ kind: "message", key: message.id, message, startsRun });
    [before, day] = [message, today];
  }
  return items;
}

const continues = (before: ShownMessage, next: ShownMessage): boolean =>
  before.senderId === next.senderId && Date.parse(next.createdAt) - Date.parse(before.createdAt) < RUN_MS;
