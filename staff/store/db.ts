import { SQLDatabase } from "encore.dev/storage/sqldb";
import { openPool } from "../../platform/sql";

const db = new SQLDatabase("staff", { migrations: "./migrations" });

export const connectionString = db.connectionString;

/** A write holds its connection for a few short round trips. */
export const pool = openPool(connectionString, { max: 10 });
