import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { inTx } from "../../platform/tx";
import type { StoredFile } from "../domain/file";
import { RunningHash } from "../domain/running-hash";
import { decideUpload, type RequestRefusal, type UploadRequest } from "../domain/upload-request";
import { pool } from "../store/db";
import { countBegun, findFile } from "../store/file.read";
import { relay } from "../jobs/relay";
import { reserveBytes } from "../store/file.store";
import { storeNew } from "./change-file";
import { BEGUN_PER_HOUR, EXPIRY_MS, QUOTA_BYTES } from "./limits";

const HOUR_MS = 3_600_000;

type BeginRefusal = RequestRefusal | "quota_exceeded" | "too_many_uploads" | "idempotency_key_reused";

/** What makes a repeat of a request the same file: its Idempotency-Key, and of a body that came with it the SHA-256 in hex. */
export interface Repeat {
  key: string | undefined;
  sha256: string;
}

/** Begins a file of the caller; its bytes may come until it expires. A repeat gets the file of the first request. */
export async function beginUpload(request: UploadRequest, repeat?: Repeat): Promise<Outcome<StoredFile, BeginRefusal>> {
  requirePermission("uploads.file.upload", request.propertyId);
  const { userID: personId, orgId } = caller();
  const now = clock.now();
  const whose = { orgId, personId, endpoint: "uploads.beginUpload", key: repeat?.key };
  const asked = { ...request, sha256: repeat?.sha256 };
  const outcome = await inTx(pool, (tx) =>
    once(tx, whose, asked, now, async (): Promise<Outcome<{ id: string }, BeginRefusal>> => {
      const decided = decideUpload(request, { id: newId(), orgId, personId, now });
      if (!decided.ok) return decided;
      const file = decided.value;
      const begun = await countBegun(tx, orgId, personId, new Date(now.getTime() - HOUR_MS));
      if (begun >= BEGUN_PER_HOUR) return refuse("too_many_uploads", { values: { limit: BEGUN_PER_HOUR } });
      if (!(await reserveBytes(tx, orgId, file.size, QUOTA_BYTES)))
        return refuse("quota_exceeded", { values: { quota: QUOTA_BYTES } });
      const expiresAt = new Date(now.getTime() + EXPIRY_MS);
      await storeNew(tx, file, { received: 0, hashState: new RunningHash().save(), toldAt: now, expiresAt });
      // No name in what is kept for repeats.
      return accept({ id: file.id });
    }),
  );
  relay.wake();
  if (!outcome.ok) return outcome;
  const file = await findFile(pool, orgId, outcome.value.id);
  if (file === null) throw new Error(`file ${outcome.value.id} was begun and is not there`);
  return accept(file);
}
