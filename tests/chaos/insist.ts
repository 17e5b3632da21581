import { setTimeout as pause } from "node:timers/promises";

const TRY_MS = 60_000;

/** Tries again what a fault of the moment may have prevented, for a minute. */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + TRY_MS; ;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(100);
    }
  }
}
