import { migrationStates, setUpDatabases } from "../services/postgres/set-up";
import { pubsubDatabase } from "../services/pubsub/database";
import { readSource } from "./build-application";
import { type Command, UsageError } from "./command";
import { readSettings } from "./settings";
import { withDatabases } from "./with-databases";

export const migrate: Command = {
  summary:
    "Shows which migrations have run (status), or runs what is missing (up). `lobby start` does the latter by itself.",
  usage: "status|up",
  async run({ home, root, rest, flags }) {
    const [what] = rest;
    if (rest.length !== 1 || (what !== "status" && what !== "up"))
      throw new UsageError(`lobby migrate: say "status" or "up", not "${rest.join(" ")}".`);
    const app = await readSource(root);
    const databases = [...app.databases, pubsubDatabase(home)];
    return withDatabases(home, readSettings(root, process.env, flags), async (server) => {
      if (what === "up") {
        const ran = await setUpDatabases(server, root, databases);
        console.log(ran.length > 0 ? ran.map((file) => `ran  ${file}`).join("\n") : "Every migration has run already.");
        return 0;
      }
      for (const [name, { applied, pending }] of await migrationStates(server, root, databases)) {
        console.log(`${name}: ${applied.length} applied, ${pending.length} pending`);
        for (const file of pending) console.log(`  pending  ${file}`);
      }
      return 0;
    });
  },
};
