import { SQLDatabase } from "encore.dev/storage/sqldb";
import { openPool } from "../../platform/sql";

const db = new SQLDatabase("finance", { migrations: "./migrations" });

export const connectionString = db.connectionString;

/** A booking holds its connection for six short round trips. */
export const pool = openPool(connectionString, { max: 20 });
