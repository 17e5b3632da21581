import { randomBytes } from "node:crypto";
import { newId } from "../../platform/ids";
import type { Tx } from "../../platform/tx";
import type { GuestEvent } from "../contract/events";
import type { IdDocument } from "../contract/types";
import { documentChanged } from "../domain/events";
import type { IdDocumentFields } from "../domain/id-document";
import { IV_BYTES, sealNumber } from "../domain/number-cipher";
import { insertDocument } from "../store/id-document.store";
import type { CipherKey } from "../store/cipher-key.store";
import type { Actor } from "./stay-writer";

/** Whose documents they are. */
export interface Owner {
  propertyId: number;
  guestId: string;
  reservationId: string | null;
}

/**
 * Stores documents with their numbers sealed. The events, which its caller stores as the last statement, hold no number. The key is asked
 * for before the transaction begins.
 */
export async function recordDocuments(
  tx: Tx,
  { orgId, personId, now }: Actor,
  owner: Owner,
  documents: readonly IdDocumentFields[],
  key: CipherKey,
): Promise<{ stored: IdDocument[]; events: GuestEvent[] }> {
  const at = now.toISOString();
  const stored: IdDocument[] = [];
  for (const { number, ...fields } of documents) {
    const document = { id: newId(), version: 1, ...owner, ...fields, views: 0, recordedBy: personId, recordedAt: at };
    const sealed = sealNumber(key.secret, document.id, number, randomBytes(IV_BYTES));
    await insertDocument(tx, orgId, document, { keyId: key.id, sealed });
    stored.push(document);
  }
  const doing = () => ({ eventId: newId(), at, actorId: personId });
  return { stored, events: stored.map((each) => documentChanged("id-document-recorded", each, doing())) };
}
