import { SQLDatabase } from "encore.dev/storage/sqldb";
import { openPool } from "../../platform/sql";

const db = new SQLDatabase("reports", { migrations: "./migrations" });

export const connectionString = db.connectionString;

/** A projection holds its connection while it asks other services, which happens when a property is counted anew. */
export const pool = openPool(connectionString, { max: 10 });
