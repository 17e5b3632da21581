// `npm run test:chaos -- --minutes 10 --seed 7`: the chaos tests for longer than the minute that `npm test` gives them.
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string" },
    /** Of the rolling restart. */
    clients: { type: "string", default: "2000" },
    /** Only this file of tests/chaos. */
    only: { type: "string", default: "" },
  },
});
const kills = Math.max(2, 3 * Number(values.minutes));
const files =
  values.only === ""
    ? ["tests/chaos", "tests/journeys/upload", "host/__tests__/chaos"]
    : [`tests/chaos/${values.only}`];
const { status } = spawnSync(process.execPath, ["bin/lobby.mjs", "test", "--project", "e2e", ...files], {
  stdio: "inherit",
  env: {
    ...process.env,
    // One file after the other: thousands of clients want the machine for themselves.
    VITEST_MAX_WORKERS: "1",
    CHAOS_MINUTES: values.minutes,
    CHAOS_KILLS: String(kills),
    CHAOS_CLIENTS: values.clients,
    UPLOAD_MIB: "200",
    ...(values.seed === undefined ? {} : { CHAOS_SEED: values.seed }),
  },
});
process.exitCode = status ?? 1;
