import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "../generate/generate";
import { readSource } from "./build-application";
import type { Command } from "./command";

interface Report {
  numPassedTests: number;
  numFailedTests: number;
}

export const test: Command = {
  summary: "Runs the tests of every project; arguments go on to vitest. The last line is `N passed, N failed`.",
  passesArguments: true,
  async run({ root, rest }) {
    // `encore test` runs us with a runtime and generated code of its own.
    if (!process.env["ENCORE_RUNTIME_LIB"]) await generate(await readSource(root), root);
    const dir = mkdtempSync(join(tmpdir(), "lobby-report-"));
    try {
      const file = join(dir, "report.json");
      const code = await runVitest(root, [
        ...rest,
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${file}`,
      ]);
      const { passed, failed } = countTests(file);
      // A file that cannot be loaded, or an error outside of any test, has no test to count.
      console.log(`${passed} passed, ${code !== 0 && failed === 0 ? 1 : failed} failed`);
      return code;
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

function countTests(file: string): { passed: number; failed: number } {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    return { passed: report.numPassedTests, failed: report.numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

async function runVitest(root: string, args: string[]): Promise<number> {
  const vitest = spawn(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", ...args], {
    cwd: root,
    stdio: "inherit",
  });
  // Ctrl-C reaches vitest by itself; we stay to report.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => vitest.kill(signal));
  return new Promise((resolve, reject) => vitest.on("error", reject).on("close", (code) => resolve(code ?? 1)));
}
