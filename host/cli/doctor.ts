import { dataDirHolder } from "../services/data-dir";
import { databaseStates } from "../services/postgres/set-up";
import { pubsubDatabase } from "../services/pubsub/database";
import { readSource } from "./build-application";
import type { Command } from "./command";
import { dataDirProblems } from "./doctor/data-dir";
import { migrationProblems } from "./doctor/migrations";
import { portProblem } from "./doctor/port";
import { givenPostgresProblem, ownPostgresProblem } from "./doctor/postgres";
import { Report } from "./doctor/report";
import { secretProblems } from "./doctor/secrets";
import { readSettings } from "./settings";
import { withExistingDatabases } from "./with-databases";

export const doctor: Command = {
  summary: "Looks for what would keep Lobby from starting here; of each it says the cause and the remedy, exit code 1.",
  async run({ home, root, flags }) {
    const report = new Report();
    // Looked at by bin/lobby.mjs, before anything of the host is loaded.
    await report.check(`Node ${process.versions.node} and the npm packages`, () => null);
    const settings = await report.value("settings", () => readSettings(root, process.env, flags));
    const app = await report.value("application source", () => readSource(root));
    if (app) await report.check("secrets", () => secretProblems(app, root, process.env));
    if (!settings) return 1;

    const { dataDir, host, port, databaseUrl } = settings;
    const hasPlace = await report.check(`data directory ${dataDir}`, () => dataDirProblems(dataDir));
    await report.check(`port ${port}`, () => portProblem(host, port));
    const hasPostgres = await (databaseUrl === undefined
      ? report.check("PostgreSQL from npm", () => ownPostgresProblem(home, dataDir))
      : report.check("PostgreSQL of DATABASE_URL", () => givenPostgresProblem(databaseUrl)));
    if (app && hasPostgres && (hasPlace || dataDirHolder(dataDir)))
      await report.check("migrations", () =>
        withExistingDatabases(home, settings, async (server) =>
          migrationProblems(await databaseStates(server, root, [...app.databases, pubsubDatabase(home)])),
        ),
      );
    return report.isWell ? 0 : 1;
  },
};
