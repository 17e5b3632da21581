import { join } from "node:path";
import { databaseUrls } from "../infra/database-urls";
import { dataDirHolder } from "../services/data-dir";
import { neededDatabases } from "../services/pubsub/database";
import type { Command } from "./command";
import { dataDirProblems, roomProblems } from "./doctor/data-dir";
import { migrationProblems } from "./doctor/migrations";
import { portProblem } from "./doctor/port";
import { givenPostgresProblem, listedPostgresProblems, ownPostgresProblem } from "./doctor/postgres";
import { Report } from "./doctor/report";
import { secretProblems } from "./doctor/secrets";
import { checkInfra } from "./infra";
import { readSettings, type Settings } from "./settings";
import { statesOf } from "./with-databases";

export const doctor: Command = {
  summary: "Looks for what would keep Lobby from starting here; of each it says the cause and the remedy, exit code 1.",
  async run({ home, root, source, flags }) {
    const report = new Report();
    // Looked at by bin/lobby.mjs, before anything of the host is loaded.
    await report.check(`Node ${process.versions.node} and the npm packages`, () => null);
    const settings = await report.value("settings", () => readSettings(root, process.env, flags));
    const app = await report.value("application source", () => source.read());
    if (!settings) return 1;
    if (app && settings.infra) await report.value("infra.config.json", () => checkInfra(app, settings));
    if (app) await report.check("secrets", () => secretProblems(app, root, settings));

    const { dataDir, objectsDir, host, port } = settings;
    const hasPlace = await report.check(`data directory ${dataDir}`, () => dataDirProblems(dataDir));
    await report.check(`objects ${objectsDir}`, () => roomProblems(objectsDir, "LOBBY_OBJECTS_DIR"));
    await report.check(`port ${port}`, () => portProblem(host, port));
    const hasPostgres = await checkPostgres(report, home, settings);
    if (app && hasPostgres && (hasPlace || dataDirHolder(dataDir)))
      await report.check("migrations", () =>
        statesOf(home, root, settings, neededDatabases(home, app)).then(migrationProblems),
      );
    return report.isWell ? 0 : 1;
  },
};

function checkPostgres(report: Report, home: string, settings: Settings): Promise<boolean> {
  const { dataDir, databaseUrl, infra } = settings;
  if (infra?.sql_servers) {
    const urls = [...databaseUrls(infra.sql_servers, join(dataDir, "tls")).values()].map(({ runtime }) => runtime);
    return report.check("databases of sql_servers", () => listedPostgresProblems(urls));
  }
  return databaseUrl === undefined
    ? report.check("PostgreSQL from npm", () => ownPostgresProblem(home, dataDir))
    : report.check("PostgreSQL of DATABASE_URL", () => givenPostgresProblem(databaseUrl));
}
