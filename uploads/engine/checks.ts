import log from "encore.dev/log";
import { toError } from "../../platform/failures";
import type { StoredFile } from "../domain/file";
import { checkFile } from "./check-file";

/** Files that wait for their check in this process; what does not fit is found by the sweep. */
const WAITING = 200;

const waiting: { id: string; done: (file: StoredFile | null) => void }[] = [];
let isRunning = false;

/** Checks a file as soon as those before it are checked; a failure is logged, and the sweep tries again. */
export function checkSoon(id: string): void {
  void check(id);
}

/** The same; resolves to the file as it is then, null when another process checks it, the check failed or there are too many. */
export async function check(id: string): Promise<StoredFile | null> {
  if (waiting.length >= WAITING) return null;
  const checked = new Promise<StoredFile | null>((done) => waiting.push({ id, done }));
  void run();
  return checked;
}

/** One at a time: a picture takes up to some hundred MiB while it is encoded. */
async function run(): Promise<void> {
  if (isRunning) return;
  isRunning = true;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { id, done } = next;
    const file = await checkFile(id).catch((err: unknown) => {
      log.error(toError(err), { during: "checking a file", fileId: id });
      return null;
    });
    done(file);
  }
  isRunning = false;
}
