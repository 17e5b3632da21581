import { SQLDatabase } from "encore.dev/storage/sqldb";
import { openPool } from "../../platform/sql";

const db = new SQLDatabase("uploads", { migrations: "./migrations" });

export const connectionString = db.connectionString;

/** No transaction waits for bytes: each holds its connection for a few short round trips. */
export const pool = openPool(connectionString, { max: 20 });
