const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const DAY_MS = 86_400_000;
/** A schedule must come round within these years, leap days included. */
const YEARS = 4;

/** What is wrong with the five fields of a schedule by the rules of the genuine parser, which differ from cron's in places. */
export function scheduleProblem(schedule: string, now = Date.now()): string | undefined {
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== 5)
    return 'invalid cron expression: must have exactly 5 fields (minute, hour, day of month, month, day of week), e.g. "* * * * *".';
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  const sets = [read(month, 1, 12), read(day, 1, 31), read(hour, 0, 23), read(minute, 0, 59), read(weekday, 0, 6)];
  const problem = sets.find((s) => typeof s === "string");
  if (typeof problem === "string") return `invalid cron expression: ${problem}`;
  const [months, days, hours, minutes, weekdays] = sets as Set<number>[];
  const comesRound = (date: Date): boolean =>
    months?.has(date.getUTCMonth() + 1) === true &&
    days?.has(date.getUTCDate()) === true &&
    weekdays?.has(date.getUTCDay()) === true;
  for (let at = now; hours?.size !== 0 && minutes?.size !== 0 && at < now + YEARS * 366 * DAY_MS; at += DAY_MS) {
    if (comesRound(new Date(at))) return undefined;
  }
  return "invalid cron: it never comes round";
}

/** The values of one field, or what is wrong with it. */
function read(field: string, min: number, max: number): Set<number> | string {
  const values = new Set<number>();
  for (const item of field.split(",").filter((part) => part !== "")) {
    const problem = add(item, min, max, values);
    if (problem !== undefined) return problem;
  }
  return values;
}

function add(item: string, min: number, max: number, values: Set<number>): string | undefined {
  const put = (from: number, to: number, step = 1): undefined => {
    for (let value = from; value <= to; value += step) values.add(value);
  };
  if (item === "*") return put(min, max);
  if (item.startsWith("*/")) {
    const step = wholeNumber(item.replace(/^(?:\*\/)+/, ""));
    if (typeof step === "string") return step;
    if (step === 0 || step > max) return "invalid value";
    return put(min, max, step);
  }
  if (item.includes("-")) {
    const [from, to, ...more] = item.split("-").map(dayOrNumber);
    if (more.length > 0) return "invalid input";
    if (typeof from === "string" || typeof to === "string")
      return [from, to].find((x) => typeof x === "string") as string;
    if (from === undefined || to === undefined || from > to || to > max) return "invalid input";
    return put(from, to);
  }
  const value = dayOrNumber(item);
  if (typeof value === "string") return value;
  return value > max && !DAYS.includes(item.toUpperCase()) ? "invalid value" : put(value, value);
}

function dayOrNumber(text: string): number | string {
  const day = DAYS.indexOf(text.toUpperCase());
  return day === -1 ? wholeNumber(text) : day;
}

function wholeNumber(text: string): number | string {
  if (text === "") return "cannot parse integer from empty string";
  return /^\+?\d+$/.test(text) ? Number(text) : "invalid digit found in string";
}
