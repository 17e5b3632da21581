import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { accept, refuse } from "../../platform/outcome";
import { invalidRequest } from "../../platform/request-fields";
import { readText } from "../../platform/text";
import { inTx } from "../../platform/tx";
import { guestErrors } from "../contract/errors";
import type { IdDocumentView } from "../contract/types";
import { documentChanged } from "../domain/events";
import { openNumber } from "../domain/number-cipher";
import { secretOf } from "../engine/cipher-keys";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { appendGuestEvents } from "../store/events.store";
import { insertView, lockDocument } from "../store/id-document.store";
import { requireDocument } from "./require-document";
import { actor } from "./require-stay";

interface RevealDocumentRequest {
  id: string;
  /** Why the number is needed; 3 to 300 characters, kept with the view. */
  reason: string & MaxLen<1000>;
}

interface RevealDocumentResponse {
  number: string;
  view: IdDocumentView;
}

const REASON_LENGTH = 300;

/** The whole number of a document. Each view is noted with who, when and why before the number is given (G10). */
export const revealDocument = api(
  { method: "POST", path: "/guest/documents/:id/reveal", expose: true, auth: true },
  async ({ id, reason: given }: RevealDocumentRequest): Promise<RevealDocumentResponse> => {
    await requireDocument(id, "guest.identity.read");
    const reason = readText("reason", given, REASON_LENGTH);
    if (reason === null || (typeof reason === "string" && reason.length < 3))
      return invalidRequest({ path: "reason", code: "missing", message: "say why the number is needed" });
    if (typeof reason !== "string") return invalidRequest(reason);
    const { orgId, personId, now } = actor();
    const outcome = await inTx(pool, async (tx) => {
      const locked = await lockDocument(tx, orgId, id);
      if (locked === null) return refuse("document_not_found", { values: { id } });
      const { document, number } = locked;
      const viewed = { ...document, version: document.version + 1, views: document.views + 1 };
      const view = { id: newId(), documentId: id, personId, reason, viewedAt: now.toISOString() };
      await insertView(tx, viewed, view);
      const doing = { eventId: newId(), at: view.viewedAt, actorId: personId };
      await appendGuestEvents(tx, orgId, [documentChanged("id-document-viewed", viewed, doing)]);
      return accept({ number, view });
    });
    relay.wake();
    const { number, view } = orThrow(outcome, guestErrors);
    return { number: openNumber(await secretOf(number.keyId), id, number.sealed), view };
  },
);
