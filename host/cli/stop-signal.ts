/** SIGINT or SIGTERM came while something was under way. */
export class Stopped extends Error {
  override name = "Stopped";
}

/**
 * The wish to end, as a signal: the first SIGINT or SIGTERM aborts it. `insist` is called for later ones, which must mean it: npm
 * and the terminal both pass on the same Ctrl-C.
 */
export function stopSignal(insist: () => void): AbortSignal {
  const controller = new AbortController();
  let firstAt = 0;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (!controller.signal.aborted) firstAt = Date.now();
      else if (Date.now() - firstAt > 500) insist();
      controller.abort(new Stopped(name));
    });
  }
  return controller.signal;
}

/** The promise's result, or the rejection `Stopped` as soon as the signal is given. */
export function unlessStopped<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

/**
 * Whether what failed failed because of the wish to end. Ctrl-C ends the programs that build as well, and their end may be seen before
 * the signal that came with it.
 */
export async function isStopped(signal: AbortSignal): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  return signal.aborted;
}
