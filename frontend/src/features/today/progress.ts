/** How far arrivals or departures have come, in words and as a share from 0 to 1. */
export interface Progress {
  done: number;
  all: number;
  share: number;
}

/** A day without any is done. */
export function progressOf(done: number, open: number): Progress {
  const all = done + open;
  return { done, all, share: all === 0 ? 1 : done / all };
}
