import type { Queryable } from "../../platform/sql";

/** The secret that the migration has made. */
export async function findFingerprintSecret(db: Queryable): Promise<Buffer> {
  const { rows } = await db.query<{ secret: Buffer }>(`SELECT secret FROM fingerprint_key`);
  if (rows[0] === undefined) throw new Error("there is no fingerprint key");
  return rows[0].secret;
}
