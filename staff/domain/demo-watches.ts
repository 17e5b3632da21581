const HOUR_MS = 3_600_000;
/** One watch follows the other, so that somebody is on duty at any hour. */
export const WATCH_MS = 8 * HOUR_MS;
/** Who takes turns, by name: the day, the evening, the night. */
const CREWS = [["Ana Sousa", "Rosa Lima", "Tom Becker"], ["Mia Laurent", "Sofia Reis"], ["Nuno Prata"]] as const;
/** Everybody who stands watches. */
export const WATCH_NAMES: readonly string[] = CREWS.flat();
/** So many watches are planned: the one that runs and those of the day to come. */
const PLANNED = 4;

interface Watch {
  startsAt: Date;
  names: readonly string[];
}

/** When the first watch of a demo hotel that opens now began, in milliseconds since 1970: so that it runs for hours still. */
export const watchBegin = (now: Date): number => Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - HOUR_MS;

/**
 * The watch that runs and the next ones, counted from the beginning of the first: whenever somebody looks, and however long nobody did,
 * they are the same.
 */
export function demoWatches(begin: number, now: Date): Watch[] {
  const running = Math.floor((now.getTime() - begin) / WATCH_MS);
  return Array.from({ length: PLANNED }, (_, i) => {
    const no = Math.max(0, running) + i;
    return { startsAt: new Date(begin + no * WATCH_MS), names: CREWS[no % CREWS.length] ?? [] };
  });
}
