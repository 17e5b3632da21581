/**
 * What a newcomer waits for: a clone without node_modules, `npm start` until the login page answers and until the line that says
 * ready; then the same again with everything there. The first figure contains the installation from the registry.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "../lib/lobby.mjs";
import { provenance } from "../lib/provenance.mjs";

const { values } = parseArgs({ options: { starts: { type: "string", default: "5" }, out: { type: "string" } } });

/** Seconds until the first page and until ready; ends the server by Ctrl-C. */
async function start(
  dir: string,
  env: NodeJS.ProcessEnv,
): Promise<{ page: number; ready: number; code: number | null }> {
  const port = await freePort();
  const began = performance.now();
  const since = (): number => (performance.now() - began) / 1000;
  const child = spawn("npm", ["start"], {
    cwd: dir,
    env: { ...env, PORT: String(port), LOBBY_LOG_LEVEL: "error" },
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ready = new Promise<number>((done) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("Lobby is ready on")) done(since());
    });
  });
  let page: number | null = null;
  while (page === null && child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/login`).catch(() => null);
    if (answer?.ok === true) page = since();
    else await new Promise((again) => setTimeout(again, 10));
  }
  const readyAfter = await ready;
  const ended = new Promise<number | null>((done) => child.once("close", done));
  process.kill(-(child.pid ?? 0), "SIGINT");
  return { page: page ?? Number.NaN, ready: readyAfter, code: await ended };
}

const dir = mkdtempSync(path.join(tmpdir(), "lobby-start-"));
const lines = ["| start | first page | ready | exit code on Ctrl-C |", "|---|---|---|---|"];
try {
  execFileSync("git", ["clone", "--quiet", process.cwd(), dir]);
  const { NODE_ENV: _, ...env } = process.env;
  for (let i = 0; i <= Number(values.starts); i++) {
    const { page, ready, code } = await start(dir, env);
    const what = i === 0 ? "fresh clone, installation included" : `again (${i})`;
    lines.push(`| ${what} | ${page.toFixed(1)} s | ${ready.toFixed(1)} s | ${code} |`);
    if (i > 0) continue;
    // Data and build results go, packages stay: the first start of somebody who has installed already.
    rmSync(path.join(dir, ".lobby"), { recursive: true, force: true });
    rmSync(path.join(dir, "frontend/.dist/.sources"), { force: true });
    const bare = await start(dir, env);
    lines.push(`| nothing but node_modules | ${bare.page.toFixed(1)} s | ${bare.ready.toFixed(1)} s | ${bare.code} |`);
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
console.log(lines.join("\n"));
if (values.out !== undefined) {
  const out = path.join("bench", "results", values.out);
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "report.md"), `# From \`npm start\` to the first page\n\n${lines.join("\n")}\n`);
  const facts = { suite: "start", options: values, ...provenance() };
  writeFileSync(path.join(out, "provenance.json"), `${JSON.stringify(facts, null, 2)}\n`);
}
