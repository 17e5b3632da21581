import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { postgresBinaries } from "../services/postgres/binaries";
import { serverUser } from "../services/postgres/server-user";
import { withClient } from "../services/postgres/databases";
import { readSource } from "./build-application";
import type { Command } from "./command";
import { readSettings, type Settings } from "./settings";

const wantedFreeBytes = 1_000_000_000;

export const doctor: Command = {
  summary: "Looks for what would keep Lobby from starting on this machine.",
  async run({ home, root, flags }) {
    const settings = readSettings(root, process.env, flags);
    const checks: [name: string, check: () => unknown][] = [
      [`Node ${process.versions.node}`, () => {}],
      [
        settings.databaseUrl === undefined ? "PostgreSQL from npm" : "PostgreSQL of DATABASE_URL",
        () => checkPostgres(home, settings),
      ],
      [`data directory ${settings.dataDir}`, () => checkDataDir(settings)],
      ["application source", () => readSource(root)],
    ];
    let isWell = true;
    for (const [name, check] of checks) {
      try {
        await check();
        console.log(`ok    ${name}`);
      } catch (error) {
        isWell = false;
        console.log(`wrong ${name}\n      ${(error as Error).message.replaceAll("\n", "\n      ")}`);
      }
    }
    return isWell ? 0 : 1;
  },
};

async function checkPostgres(home: string, { databaseUrl, dataDir }: Settings): Promise<void> {
  if (databaseUrl === undefined) {
    const binaries = postgresBinaries(home);
    serverUser(join(dataDir, "postgres/data"), [binaries.postgres, dataDir]);
    return;
  }
  await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ version: number; able: boolean }>(
      `select current_setting('server_version_num')::int as version, rolsuper or (rolcreatedb and rolcreaterole) as able
       from pg_roles where rolname = current_user`,
    );
    if ((rows[0]?.version ?? 0) < 150_000) throw new Error("It is older than version 15. Use 15 or newer.");
    if (!rows[0]?.able)
      throw new Error("The user of DATABASE_URL may not create databases and roles. Grant CREATEDB and CREATEROLE.");
  });
}

function checkDataDir({ dataDir }: Settings): void {
  let existing = dataDir;
  while (!existsSync(existing)) existing = join(existing, "..");
  accessSync(existing, constants.W_OK);
  const { bavail, bsize } = statfsSync(existing);
  if (bavail * bsize < wantedFreeBytes)
    throw new Error(`Only ${Math.round((bavail * bsize) / 1e6)} MB are free there.`);
}
