import { SQLDatabase } from "encore.dev/storage/sqldb";
import { openPool } from "../../platform/sql";

const db = new SQLDatabase("identity", { migrations: "./migrations" });

/** Every request passes here once for its rights; each takes well under a millisecond, so few connections serve many. */
export const pool = openPool(db.connectionString, { max: 20 });
