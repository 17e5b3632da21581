const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** Hour and minute at the property: `23:47`. */
export function formatTime(instant: string | number, timeZone: string, locale: string): string {
  return dateFormat(locale, { timeZone, hour: "2-digit", minute: "2-digit" }).format(new Date(instant));
}

/** The day of an instant at the property: `2026-11-20`. */
export const calendarDay = (instant: string | number, timeZone: string): string =>
  dateFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date(instant));

/** An instant of these days at the property: the time alone when it is today there, with the day otherwise: `Mon, 03:10`. */
export function formatNear(instant: string | number, timeZone: string, locale: string, now: number): string {
  if (calendarDay(instant, timeZone) === calendarDay(now, timeZone)) return formatTime(instant, timeZone, locale);
  const far = Math.abs(new Date(instant).getTime() - now) > 6 * 24 * 3_600_000;
  const day = far ? ({ day: "numeric", month: "short" } as const) : ({ weekday: "short" } as const);
  return dateFormat(locale, { timeZone, ...day, hour: "2-digit", minute: "2-digit" }).format(new Date(instant));
}

/** The whole instant at the property, with its zone: `Fri 20 Nov 2026, 23:47:05 WET`. */
export function formatInstant(instant: string | number, timeZone: string, locale: string): string {
  const date = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" } as const;
  return dateFormat(locale, { timeZone, ...date, ...time }).format(new Date(instant));
}

/** A calendar day such as a business date, which has no zone: `Fri 20 Nov`. The year shows when it is not this one's. */
export function formatDay(day: string, locale: string, yearNow = new Date().getFullYear()): string {
  const year = day.startsWith(String(yearNow)) ? {} : ({ year: "numeric" } as const);
  return dateFormat(locale, { timeZone: "UTC", weekday: "short", day: "numeric", month: "short", ...year }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** The zone's name when its clock differs from the reader's at that moment, else null. */
export function foreignZone(timeZone: string, readerZone: string, at: number, locale: string): string | null {
  if (formatTime(at, timeZone, "en") === formatTime(at, readerZone, "en")) return null;
  const parts = dateFormat(locale, { timeZone, timeZoneName: "short" }).formatToParts(new Date(at));
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

/** The calendar day alone, where many stand side by side: `20 Nov`. */
export const formatShortDay = (day: string, locale: string): string =>
  dateFormat(locale, { timeZone: "UTC", day: "numeric", month: "short" }).format(new Date(`${day}T00:00:00Z`));
