import { SQLDatabase } from "encore.dev/storage/sqldb";
import { openPool } from "../../platform/sql";

const db = new SQLDatabase("identity", { migrations: "./migrations" });

export const connectionString = db.connectionString;

/** Every request passes here once for its rights; each takes well under a millisecond, so few connections serve many. */
export const pool = openPool(connectionString, { max: 20 });
