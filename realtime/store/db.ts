import { SQLDatabase } from "encore.dev/storage/sqldb";
import { instance } from "../../platform/instance";
import { openPool, prepared, type Queryable } from "../../platform/sql";

/** The log, where each organisation, channel and batch number stands, and what could not be sequenced. */
const db = new SQLDatabase("realtime", { migrations: "./migrations" });

export const connectionString = db.connectionString;

/** A few replays and the small reads: the number of connections does not grow with the clients. */
export const pool = openPool(db.connectionString, { max: 8 });

const flushes = openPool(db.connectionString, { max: 1, name: `realtime ${instance}` });

/** One flush at a time, which no replay may keep waiting. By its name the log notes which process sequenced an event. */
export const sequencerDb: Queryable = { query: (text, values) => flushes.query(prepared(text, values)) };
