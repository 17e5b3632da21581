import type { Queryable } from "./sql";
import type { Tx } from "./tx";

/**
 * Rows of tables whose columns are the fields of a type in snake_case, with `org_id` beside them: what most entities are stored in.
 * Table and field names come from our code, never from a request.
 */
interface VersionedRow {
  id: string;
  version: number;
}

const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const fieldOf = (column: string): string => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The columns that make a T, for a SELECT. */
export const columnsOf = <T>(fields: readonly (keyof T & string)[]): string => fields.map(columnOf).join(", ");

/** The fields of a row of the table: camelCase, instants as RFC 3339 text. */
export function fromRow<T>(row: object): T {
  const fields = Object.entries(row).map(([column, value]: [string, unknown]) => [
    fieldOf(column),
    value instanceof Date ? value.toISOString() : value,
  ]);
  return Object.fromEntries(fields) as T;
}

export async function insertRow(tx: Tx, table: string, orgId: string, row: object): Promise<void> {
  const entries = [["orgId", orgId], ...Object.entries(row)] as [string, unknown][];
  const places = entries.map((_, i) => `$${i + 1}`);
  await tx.query(
    `INSERT INTO ${table} (${entries.map(([field]) => columnOf(field)).join(", ")}) VALUES (${places.join(", ")})`,
    entries.map(([, value]) => value),
  );
}

/** Writes the row over its last version; throws when that is not what the table holds, which a lock should have kept from happening. */
export async function updateRow(tx: Tx, table: string, orgId: string, row: VersionedRow): Promise<void> {
  const { id, ...rest } = row;
  const entries = Object.entries(rest) as [string, unknown][];
  const sets = entries.map(([field], i) => `${columnOf(field)} = $${i + 4}`);
  const { rowCount } = await tx.query(
    `UPDATE ${table} SET ${sets.join(", ")} WHERE org_id = $1 AND id = $2 AND version = $3`,
    [orgId, id, row.version - 1, ...entries.map(([, value]) => value)],
  );
  if (rowCount !== 1) throw new Error(`${table} ${id} is not at version ${row.version - 1}`);
}

/** The row, locked until the transaction ends; null when the organisation has none with the id. */
export async function lockRow<T>(
  tx: Tx,
  table: string,
  fields: readonly (keyof T & string)[],
  orgId: string,
  id: string,
): Promise<T | null> {
  const text = `SELECT ${columnsOf<T>(fields)} FROM ${table} WHERE org_id = $1 AND id = $2 FOR UPDATE`;
  const { rows } = await tx.query(text, [orgId, id]);
  return rows[0] === undefined ? null : fromRow<T>(rows[0]);
}

/** The row, or null when the organisation has none with the id. */
export async function findRow<T>(
  db: Queryable,
  table: string,
  fields: readonly (keyof T & string)[],
  orgId: string,
  id: string,
): Promise<T | null> {
  const text = `SELECT ${columnsOf<T>(fields)} FROM ${table} WHERE org_id = $1 AND id = $2`;
  const { rows } = await db.query(text, [orgId, id]);
  return rows[0] === undefined ? null : fromRow<T>(rows[0]);
}
