import { SQLDatabase } from "encore.dev/storage/sqldb";
import { openPool } from "../../platform/sql";

const db = new SQLDatabase("chat", { migrations: "./migrations" });

export const connectionString = db.connectionString;

/** Sending holds its connection for about ten short round trips. */
export const pool = openPool(connectionString, { max: 20 });
