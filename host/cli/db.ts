import { text } from "node:stream/consumers";
import { DatabaseError } from "pg";
import type { App } from "../model/app";
import type { DatabaseAccess } from "../services/postgres/access";
import type { Role } from "../services/postgres/databases";
import { pubsubDatabaseName } from "../services/pubsub/database";
import { type Command, UsageError, UserError } from "./command";
import { asJson, asTable } from "./db/format";
import { explainError } from "./db/postgres-error";
import { runSql } from "./db/run-sql";
import { readSettings } from "./settings";
import { runningDatabases, withDatabases } from "./with-databases";

export const db: Command = {
  summary:
    "Runs SQL in a database of the application (query; from standard input when none is given; it changes nothing without --write), or prints how to reach one (url).",
  usage: 'query <database> ["<sql>"] | url <database>',
  options: { role: { type: "string" }, json: { type: "boolean" }, write: { type: "boolean" } },
  async run({ home, root, source, rest, flags }) {
    const [what, name, sql] = rest;
    const wanted = what === "query" ? [2, 3] : [2];
    if ((what !== "query" && what !== "url") || name === undefined || !wanted.includes(rest.length))
      throw new UsageError(`lobby db: say query <database> "<sql>", or url <database>.`);
    const role = roleOf(flags["role"] ?? "runtime");
    const settings = readSettings(root, process.env, flags);
    checkName(await source.read(), name);
    if (what === "url") {
      const databases = runningDatabases(settings);
      if (!databases) throw new UserError("PostgreSQL of this installation does not run. Start Lobby first.");
      await checkExists(databases, name);
      console.log(databases.url(role, name));
      return 0;
    }
    const statements = sql ?? (await text(process.stdin));
    if (statements.trim() === "") throw new UsageError(`lobby db query ${name}: there is no SQL to run.`);
    return withDatabases(home, settings, async (databases) => {
      await checkExists(databases, name);
      try {
        const results = await runSql(databases.url(role, name), statements, flags["write"] === true);
        for (const result of results) console.log(flags["json"] ? asJson(result) : asTable(result));
        return 0;
      } catch (error) {
        if (error instanceof DatabaseError) throw new UserError(explainError(error, statements));
        throw error;
      }
    });
  },
};

function roleOf(text: string | boolean | (string | boolean)[]): Role {
  if (text === "owner" || text === "runtime") return text;
  throw new UsageError(`lobby db: --role is "${String(text)}"; it must be owner or runtime.`);
}

function checkName(app: App, name: string): void {
  const names = [...app.databases.map((database) => database.name), pubsubDatabaseName];
  if (!names.includes(name)) throw new UserError(`There is no database "${name}". Databases: ${names.join(", ")}.`);
}

async function checkExists(databases: DatabaseAccess, name: string): Promise<void> {
  if ((await databases.existing()).has(name)) return;
  throw new UserError(`The database "${name}" is not made yet. Start Lobby, or run: lobby migrate up`);
}
