const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** When a job is due: at whole minutes, in UTC. */
export interface Schedule {
  /** Whether the minute that begins at this time is one of them. */
  includes(minute: Date): boolean;
  /** The first one after the given time; null when there is none. */
  next(after: Date): Date | null;
}

/**
 * Reads the schedule of the model: `every:N` (minutes, counted from each midnight) or `schedule:<five fields>`, where a day that
 * fits either of two restricted day fields counts. Rejects for fields that say nothing.
 */
export async function readSchedule(text: string): Promise<Schedule> {
  const colon = text.indexOf(":");
  const rest = text.slice(colon + 1);
  return text.slice(0, colon) === "every" ? every(Number(rest)) : fields(rest);
}

function every(minutes: number): Schedule {
  if (!(minutes > 0)) throw new Error(`every ${minutes} minutes is no schedule`);
  return {
    includes: (minute) => minuteOfDay(minute) % minutes === 0,
    next(after) {
      const midnight = after.getTime() - (after.getTime() % (dayMinutes * minuteMs));
      const next = (Math.floor(minuteOfDay(after) / minutes) + 1) * minutes;
      return new Date(midnight + Math.min(next, dayMinutes) * minuteMs);
    },
  };
}

function minuteOfDay(time: Date): number {
  return time.getUTCHours() * 60 + time.getUTCMinutes();
}

async function fields(expression: string): Promise<Schedule> {
  // Few applications need it.
  const { Cron } = await import("croner");
  const cron = new Cron(expression, { timezone: "UTC", mode: "5-part", sloppyRanges: true, paused: true });
  return { includes: (minute) => cron.match(minute), next: (after) => cron.nextRun(after) };
}
