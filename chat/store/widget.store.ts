import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { ChatWidget } from "../contract/types";

/** The widget of a property of the actor's organisation, locked when it is to be changed; null when there never was one. */
export async function findWidget(
  tx: Tx,
  orgId: string,
  propertyId: number,
  lock: "FOR UPDATE" | "" = "",
): Promise<ChatWidget | null> {
  const { rows } = await tx.query<{ version: number; site_key: string; is_on: boolean }>(
    `SELECT version, site_key, is_on FROM widgets WHERE org_id = $1 AND property_id = $2 ${lock}`,
    [orgId, propertyId],
  );
  const [row] = rows;
  return row === undefined ? null : { propertyId, version: row.version, siteKey: row.site_key, isOn: row.is_on };
}

/** Writes the widget as it is from now on; false when somebody else made the first one meanwhile. */
export async function saveWidget(tx: Tx, orgId: string, widget: ChatWidget, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO widgets AS w (org_id, property_id, site_key, is_on, version, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (org_id, property_id) DO UPDATE SET site_key = $3, is_on = $4, version = $5, updated_at = $6
     WHERE w.version = $5 - 1`,
    [orgId, widget.propertyId, widget.siteKey, widget.isOn, widget.version, now],
  );
  return rowCount === 1;
}

/** Whose key this is, of all organisations; null when it is nobody's. */
export async function findBySiteKey(
  db: Queryable,
  siteKey: string,
): Promise<{ orgId: string; propertyId: number; isOn: boolean } | null> {
  const { rows } = await db.query<{ org_id: string; property_id: number; is_on: boolean }>(
    `SELECT org_id, property_id, is_on FROM widget_by_key($1)`,
    [siteKey],
  );
  const [row] = rows;
  return row === undefined ? null : { orgId: row.org_id, propertyId: row.property_id, isOn: row.is_on };
}
