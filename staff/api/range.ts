import { Temporal } from "temporal-polyfill";
import { readInstant } from "../../platform/instant";
import { invalidRequest } from "../../platform/request-fields";

const LONGEST_DAYS = 62;
const DAY_MS = 24 * 3_600_000;

/**
 * The time that a list is asked for: from the begin of the property's open day, for so many days of its calendar, of 23 or
 * 25 hours where the clock changes, unless the request says otherwise.
 */
export function rangeOf(
  request: { from?: string; to?: string },
  { timeZone, businessDate }: { timeZone: string; businessDate: string },
  days: number,
): { from: string; to: string } {
  const day = Temporal.PlainDate.from(businessDate).toZonedDateTime({ timeZone });
  const from = instantOf("from", request.from) ?? iso(day.epochMilliseconds);
  const begin = Temporal.Instant.from(from).toZonedDateTimeISO(timeZone);
  const to = instantOf("to", request.to) ?? iso(begin.add({ days }).epochMilliseconds);
  const lengthMs = Date.parse(to) - Date.parse(from);
  if (lengthMs <= 0 || lengthMs > LONGEST_DAYS * DAY_MS) {
    const message = `${to} is not within ${LONGEST_DAYS} days after from, ${from}`;
    invalidRequest({ path: "to", code: "out_of_range", message });
  }
  return { from, to };
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString();

function instantOf(path: string, text: string | undefined): string | null {
  if (text === undefined || text === "") return null;
  const instant = readInstant(path, text);
  return typeof instant === "string" ? instant : invalidRequest(instant);
}
