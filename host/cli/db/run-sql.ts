import { Client, type FieldDef } from "pg";

/** What one statement gave. */
export interface StatementResult {
  /** As PostgreSQL names it, e.g. `INSERT`. */
  command: string;
  /** Rows given, or rows changed; null for statements that have none. */
  count: number | null;
  columns: FieldDef[];
  /** Every value as PostgreSQL's own text; null is NULL. */
  rows: (string | null)[][];
}

/** Runs a text of one or more statements, which is one transaction unless it says otherwise; it changes nothing unless `mayWrite`. */
export async function runSql(connectionString: string, sql: string, mayWrite: boolean): Promise<StatementResult[]> {
  const client = new Client({ connectionString, application_name: "lobby db query" });
  client.on("error", () => {});
  await client.connect();
  try {
    if (!mayWrite) await client.query("set default_transaction_read_only = on");
    const text = { getTypeParser: () => (value: string) => value };
    const given = await client.query<(string | null)[]>({ text: sql, rowMode: "array", types: text });
    // Several statements give several results, which the types do not know.
    return [given].flat().map(({ command, rowCount, fields, rows }) => ({
      command,
      count: rowCount,
      columns: fields,
      rows,
    }));
  } finally {
    await client.end();
  }
}
