import { appMeta } from "encore.dev";
import log from "encore.dev/log";
import { toError } from "./failures";

type Stop = () => void | Promise<void>;

const stops: Stop[] = [];

/**
 * Starts work that runs beside the requests, from a service file. `start` returns what ends it; that runs once on SIGTERM or SIGINT,
 * within Encore's shutdown budget of 5 s. Under a test runner nothing starts: tests start what they test.
 */
export function inBackground(start: () => Stop): void {
  if (appMeta().environment.type === "test") return;
  if (stops.length === 0) {
    process.once("SIGTERM", stopAll);
    process.once("SIGINT", stopAll);
  }
  stops.push(start());
}

function stopAll(): void {
  for (const stop of stops.splice(0)) {
    Promise.resolve(stop()).catch((err: unknown) => log.error(toError(err), { during: "shutdown" }));
  }
}

/** Runs `work` every so many milliseconds, never twice at a time; a failure is logged and the next turn comes. Returns what ends it. */
export function every(ms: number, name: string, work: () => Promise<unknown>): Stop {
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    // However it fails, the next turn comes.
    Promise.resolve()
      .then(work)
      .catch((err: unknown) => log.error(toError(err), { during: name }))
      .finally(() => {
        running = false;
      });
  }, ms);
  timer.unref();
  return () => clearInterval(timer);
}

/** Does `work` for one item after another; a failure is logged, and keeps none of the others from its turn. */
export async function each<T>(name: string, items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) await work(item).catch((err: unknown) => log.error(toError(err), { during: name }));
}

const AGAIN_MS = 1000;

/**
 * Does what must happen once in the life of a process: again, while it fails, since a database may be away just when the process
 * starts. Each failure is logged.
 */
export async function untilDone(name: string, work: () => Promise<unknown>, againMs = AGAIN_MS): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (err) {
      log.error(toError(err), { during: name });
      await new Promise((again) => setTimeout(again, againMs));
    }
  }
}
