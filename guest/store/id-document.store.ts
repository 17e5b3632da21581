import type { Tx } from "../../platform/tx";
import type { IdDocument, IdDocumentView } from "../contract/types";
import { findDocument } from "./id-document.read";

/** A number as it is stored, and the key that opens it. */
export interface SealedNumber {
  keyId: string;
  sealed: Buffer;
}

export async function insertDocument(
  tx: Tx,
  orgId: string,
  document: IdDocument,
  { keyId, sealed }: SealedNumber,
): Promise<void> {
  await tx.query(
    `INSERT INTO id_document (id, org_id, property_id, version, guest_id, reservation_id, type, country, number_sealed, key_id, number_last4,
                              expires_on, views, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      document.id,
      orgId,
      document.propertyId,
      document.version,
      document.guestId,
      document.reservationId,
      document.type,
      document.country,
      sealed,
      keyId,
      document.numberLast4,
      document.expiresOn,
      document.views,
      document.recordedBy,
      document.recordedAt,
    ],
  );
}

/** Locks the document for the rest of the transaction and reads it with its number; null when this organisation has none with the id. */
export async function lockDocument(
  tx: Tx,
  orgId: string,
  id: string,
): Promise<{ document: IdDocument; number: SealedNumber } | null> {
  const { rows } = await tx.query<{ number_sealed: Buffer; key_id: string }>(
    `SELECT number_sealed, key_id FROM id_document WHERE org_id = $1 AND id = $2 FOR NO KEY UPDATE`,
    [orgId, id],
  );
  const document = rows[0] === undefined ? null : await findDocument(tx, orgId, id);
  if (document === null || rows[0] === undefined) return null;
  return { document, number: { keyId: rows[0].key_id, sealed: rows[0].number_sealed } };
}

/** Notes a view, and that there is one more. */
export async function insertView(tx: Tx, document: IdDocument, view: IdDocumentView): Promise<void> {
  await tx.query(`UPDATE id_document SET version = $2, views = $3 WHERE id = $1`, [
    document.id,
    document.version,
    document.views,
  ]);
  await tx.query(
    `INSERT INTO id_document_view (id, document_id, person_id, reason, viewed_at) VALUES ($1, $2, $3, $4, $5)`,
    [view.id, view.documentId, view.personId, view.reason, view.viewedAt],
  );
}
