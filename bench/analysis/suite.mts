/**
 * What reading Lobby's own source costs: with nothing kept, without a change, and after one file has changed, in a new process
 * and in the one that `npm run dev` keeps. Each figure is the median of some runs; the start of the process is told apart.
 */
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { readApp } from "../../host/model/read";
import { ms, provenance, quantile } from "../lib/provenance.mjs";

const CHANGED = "finance/encore.service.ts";

interface Reading {
  /** Milliseconds of the reading, and since the process began. */
  read: number;
  process: number;
}

async function measure(root: string, cacheDir: string): Promise<Reading> {
  const began = performance.now();
  const result = await readApp(root, { cacheDir });
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  const ended = performance.now();
  return { read: ended - began, process: ended };
}

/** The same in a process of its own. */
function measureApart(root: string, cacheDir: string): Reading {
  const args = [...process.execArgv, process.argv[1] ?? "", "--child", root, "--cache", cacheDir];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Reading;
}

function change(root: string, run: number): void {
  appendFileSync(path.join(root, CHANGED), `// ${run}\n`);
}

function copyOfLobby(home: string): string {
  const root = path.join(home, "lobby");
  mkdirSync(root);
  execFileSync("bash", ["-c", `git ls-files -z -co --exclude-standard | tar -c --null -T - | tar -x -C "${root}"`]);
  symlinkSync(path.resolve("node_modules"), path.join(root, "node_modules"));
  return root;
}

async function suite(runs: number): Promise<string> {
  const home = mkdtempSync(path.join(tmpdir(), "lobby-analysis-"));
  try {
    const root = copyOfLobby(home);
    const kept = path.join(home, "kept");
    const times = Array.from({ length: runs }, (_, run) => run);
    const cold = times.map((run) => measureApart(root, path.join(home, `cold-${run}`)));
    measureApart(root, kept);
    const unchanged = times.map(() => measureApart(root, kept));
    const changed = times.map((run) => {
      change(root, run);
      return measureApart(root, kept);
    });
    const inDev: Reading[] = [];
    await readApp(root);
    for (const run of times) {
      change(root, run);
      inDev.push(await measure(root, kept));
    }
    const row = (what: string, list: Reading[], isNew = true): string => {
      const median = (of: (r: Reading) => number): string => ms(quantile(list.map(of), 0.5));
      return `| ${what} | ${median((r) => r.read)} | ${ms(Math.max(...list.map((r) => r.read)))} | ${isNew ? median((r) => r.process) : "-"} |`;
    };
    return [
      "| reading | median ms | longest ms | with the start of the process, median ms |",
      "|---|---|---|---|",
      row("nothing kept (cold)", cold),
      row("without a change", unchanged),
      row("one file changed, new process", changed),
      row("one file changed, `npm run dev`", inDev, false),
    ].join("\n");
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "7" },
    out: { type: "string" },
    child: { type: "string" },
    cache: { type: "string" },
  },
});
if (values.child !== undefined) console.log(JSON.stringify(await measure(values.child, values.cache ?? "")));
else {
  const table = await suite(Number(values.runs));
  console.log(table);
  if (values.out !== undefined) {
    const out = path.join("bench", "results", values.out);
    mkdirSync(out, { recursive: true });
    writeFileSync(path.join(out, "report.md"), `# What reading the source costs\n\n${table}\n`);
    const facts = { suite: "analysis", options: { runs: values.runs }, ...provenance() };
    writeFileSync(path.join(out, "provenance.json"), `${JSON.stringify(facts, null, 2)}\n`);
  }
}
