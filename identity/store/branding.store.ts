import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { Branding } from "../contract/types";

/** What a property looks like where nobody has said so. */
const DEFAULT_ACCENT = "#0f6e5b";

/** The branding of the property; at version 0 what holds where nobody has said so. */
export async function findBranding(db: Queryable, propertyId: number): Promise<Branding | null> {
  const { rows } = await db.query<Branding>(
    `SELECT y.id::text, coalesce(b.version, 0) AS version, y.id AS "propertyId",
       coalesce(b.display_name, y.name) AS "displayName", coalesce(b.accent_colour, $2) AS "accentColour"
     FROM property y LEFT JOIN branding b ON b.property_id = y.id WHERE y.id = $1`,
    [propertyId, DEFAULT_ACCENT],
  );
  return rows[0] ?? null;
}

/** Writes the branding of a property that is locked. */
export async function saveBranding(tx: Tx, row: Branding): Promise<void> {
  await tx.query(
    `INSERT INTO branding (property_id, version, display_name, accent_colour) VALUES ($1, $2, $3, $4)
     ON CONFLICT (property_id) DO UPDATE SET version = $2, display_name = $3, accent_colour = $4`,
    [row.propertyId, row.version, row.displayName, row.accentColour],
  );
}
