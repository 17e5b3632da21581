import { uuid } from "zod";
import { keyset, type Page, toPage } from "../../platform/pages";
import type { Queryable } from "../../platform/sql";
import type { IdDocument, IdDocumentType, IdDocumentView } from "../contract/types";

const DOCUMENT = `id, version, property_id, guest_id, reservation_id, type, country, number_last4, expires_on, views, recorded_by, recorded_at`;

interface DocumentRow {
  id: string;
  version: number;
  property_id: number;
  guest_id: string;
  reservation_id: string | null;
  type: IdDocumentType;
  country: string | null;
  number_last4: string;
  expires_on: string | null;
  views: number;
  recorded_by: string;
  recorded_at: Date;
}

/** The document, or null when this organisation has none with the id. */
export async function findDocument(db: Queryable, orgId: string, id: string): Promise<IdDocument | null> {
  const { rows } = await db.query<DocumentRow>(`SELECT ${DOCUMENT} FROM id_document WHERE org_id = $1 AND id = $2`, [
    orgId,
    id,
  ]);
  return rows[0] === undefined ? null : toDocument(rows[0]);
}

/** Position in both lists: the id, which ascends with time. */
export const idCursor = keyset(uuid());

/** Documents of a property, or of one of its reservations, the oldest first. */
export async function listDocumentsPage(
  db: Queryable,
  filter: { orgId: string; propertyId: number; reservationId: string | null },
  limit: number,
  after: string | null,
): Promise<Page<IdDocument>> {
  const { rows } = await db.query<DocumentRow>(
    `SELECT ${DOCUMENT} FROM id_document
     WHERE org_id = $1 AND property_id = $2 AND ($3::uuid IS NULL OR reservation_id = $3) AND ($4::uuid IS NULL OR id > $4)
     ORDER BY id LIMIT $5`,
    [filter.orgId, filter.propertyId, filter.reservationId, after, limit + 1],
  );
  return toPage(rows.map(toDocument), limit, ({ id }) => idCursor.encode(id));
}

/** Who has seen the number, the newest first. */
export async function listViewsPage(
  db: Queryable,
  documentId: string,
  limit: number,
  after: string | null,
): Promise<Page<IdDocumentView>> {
  const { rows } = await db.query<{ id: string; person_id: string; reason: string; viewed_at: Date }>(
    `SELECT id, person_id, reason, viewed_at FROM id_document_view
     WHERE document_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [documentId, after, limit + 1],
  );
  const views = rows.map((row) => ({
    id: row.id,
    documentId,
    personId: row.person_id,
    reason: row.reason,
    viewedAt: row.viewed_at.toISOString(),
  }));
  return toPage(views, limit, ({ id }) => idCursor.encode(id));
}

function toDocument(row: DocumentRow): IdDocument {
  return {
    id: row.id,
    version: row.version,
    propertyId: row.property_id,
    guestId: row.guest_id,
    reservationId: row.reservation_id,
    type: row.type,
    country: row.country,
    numberLast4: row.number_last4,
    expiresOn: row.expires_on,
    views: row.views,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at.toISOString(),
  };
}
