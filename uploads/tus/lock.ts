import type { Lock, Locker } from "@tus/server";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import { uploadLocks } from "../store/upload-locks";

/** Longer than a holder needs to store what it has in memory. */
const WAIT_MS = 10_000;

/** The locks of uploads, as tus' server asks for them. `settled` resolves once nothing writes to the upload any more. */
export const tusLocker = (settled: () => Promise<unknown>): Locker => ({
  newLock: (id: string): Lock => ({
    async lock(_signal, cancelRequest) {
      const isOurs = await uploadLocks.take(id, () => void cancelRequest(), WAIT_MS);
      if (!isOurs) orThrow(refuse("upload_locked", { retryAfterMs: 1000 }), uploadsErrors);
    },
    async unlock() {
      await settled();
      await uploadLocks.release(id);
    },
  }),
});
