import { readFileSync } from "node:fs";
import { listedDatabases } from "../infra/covers";
import { problemText } from "../problem";
import type { DatabaseState } from "../services/postgres/database-states";
import { neededDatabases } from "../services/pubsub/database";
import { type Command, UsageError } from "./command";
import { checkInfra } from "./infra";
import { readSettings } from "./settings";
import { statesOf, withDatabases } from "./with-databases";

export const migrate: Command = {
  summary:
    "Migrations: what would run, in order, without running it (plan; --sql: with the text of the files), how far each database is (status), or run it (up, which `lobby start` does by itself).",
  usage: "plan|status|up",
  options: { sql: { type: "boolean" } },
  async run({ home, root, source, rest, flags }) {
    const [what] = rest;
    const isKnown = what === "plan" || what === "status" || what === "up";
    if (rest.length !== 1 || !isKnown)
      throw new UsageError(`lobby migrate: say "plan", "status" or "up", not "${rest.join(" ")}".`);
    const settings = readSettings(root, process.env, flags, "migrate");
    const app = await source.read();
    checkInfra(app, settings, "migrate");
    const { infra } = settings;
    // The file of Encore's image lists no database for the host's queues.
    const isListed = infra?.sql_servers ? (name: string) => listedDatabases(infra).includes(name) : () => true;
    const declared = neededDatabases(home, app).filter(({ name }) => isListed(name));
    if (what === "up") {
      const ran = await withDatabases(home, settings, (access) => access.migrate(root, declared));
      console.log(ran.length > 0 ? ran.map((file) => `ran  ${file}`).join("\n") : "Every migration has run already.");
      return 0;
    }
    const states = await statesOf(home, root, settings, declared);
    for (const state of states) console.log(what === "plan" ? planOf(state, flags["sql"] === true) : statusOf(state));
    return states.some(({ plan }) => plan.problems.length > 0) ? 1 : 0;
  },
};

function planOf({ name, exists, plan }: DatabaseState, withSql: boolean): string {
  const lines = [exists ? `${name}:` : `${name}: will be made`];
  if (plan.problems.length > 0)
    return [...lines, ...problemsOf(plan), "  nothing runs until this is mended"].join("\n");
  if (plan.pending.length === 0) lines.push("  nothing to run");
  for (const file of plan.pending) {
    lines.push(`  ${file.name}${file.number === plan.dirty ? dirtyNote : ""}`);
    if (withSql) lines.push(readFileSync(file.path, "utf8").trimEnd().replace(/^/gm, "    "), "");
  }
  return lines.join("\n");
}

function statusOf({ name, plan }: DatabaseState): string {
  return [
    `${name}: ${plan.applied.length} applied, ${plan.pending.length} pending`,
    ...plan.pending.map((file) => `  pending  ${file.name}${file.number === plan.dirty ? dirtyNote : ""}`),
    ...problemsOf(plan),
  ].join("\n");
}

const dirtyNote = "  (marked dirty: an earlier run failed and kept nothing; it runs again)";

function problemsOf({ problems }: DatabaseState["plan"]): string[] {
  return problems.map((problem) => `  wrong    ${problemText(problem)}`);
}
