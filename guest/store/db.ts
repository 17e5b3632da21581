import { SQLDatabase } from "encore.dev/storage/sqldb";
import { openPool } from "../../platform/sql";

const db = new SQLDatabase("guest", { migrations: "./migrations" });

export const connectionString = db.connectionString;

/** A check-in holds its connection for about ten short round trips. */
export const pool = openPool(connectionString, { max: 20 });
