import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { accept, refuse } from "../../platform/outcome";
import { invalidRequest } from "../../platform/request-fields";
import { inTx } from "../../platform/tx";
import { guestErrors } from "../contract/errors";
import type { IdDocument } from "../contract/types";
import { fingerprint } from "../domain/fingerprint";
import { readIdDocument } from "../domain/id-document";
import { sealingKey } from "../engine/cipher-keys";
import { fingerprintSecret } from "../engine/fingerprint-key";
import { recordDocuments } from "../engine/record-documents";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { appendGuestEvents } from "../store/events.store";
import { actor, requireStay } from "./require-stay";

interface RecordDocumentRequest {
  /** Of the reservation. */
  id: string;
  /** `passport` unless given; also id_card, driving_licence, residence_permit, other. */
  type?: string & MaxLen<40>;
  /** ISO 3166, two or three letters. */
  country?: string & MaxLen<40>;
  /** 4 to 40 letters and digits; stored encrypted. */
  number: string & MaxLen<100>;
  /** YYYY-MM-DD. */
  expiresOn?: string & MaxLen<40>;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Records a document that the guest has shown (G9). The answer holds the masked number. */
export const recordDocument = api(
  { method: "POST", path: "/guest/reservations/:id/documents", expose: true, auth: true },
  async ({ id, idempotencyKey, ...request }: RecordDocumentRequest): Promise<IdDocument> => {
    const { stay } = await requireStay(id, "guest.stay.write");
    const fields = readIdDocument(request);
    if ("errors" in fields) return invalidRequest(...fields.errors);
    const who = actor();
    const { orgId, personId, now } = who;
    const key = await sealingKey(now);
    const whose = { orgId, personId, endpoint: "guest.recordDocument", key: idempotencyKey };
    const owner = { propertyId: stay.propertyId, guestId: stay.guestId, reservationId: id };
    // The number itself is kept in no hash that could be guessed from.
    const number = fingerprint(await fingerprintSecret(), request.number).toString("hex");
    const outcome = await inTx(pool, (tx) =>
      once(tx, whose, { id, ...request, number }, now, async () => {
        const { stored, events } = await recordDocuments(tx, who, owner, [fields], key);
        await appendGuestEvents(tx, orgId, events);
        const [document] = stored;
        return document === undefined ? refuse("document_not_found", { values: { id } }) : accept(document);
      }),
    );
    relay.wake();
    return orThrow(outcome, guestErrors);
  },
);
