import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { generate } from "../generate/generate";
import { readSource } from "./build-application";
import type { Command } from "./command";
import { test } from "./test";

/** The test that runs the static checks, which need not be run twice. */
const qualityTest = "tests/quality.e2e.test.ts";

export const check: Command = {
  summary:
    "Format, lint, types of server and front end, then the tests (--static: without them): what must pass before a change is shared. With --app: only whether Encore accepts the source.",
  options: { static: { type: "boolean" } },
  async run(call) {
    if (call.flags["app"] !== undefined) return checkSource(call.root);
    await generate(await readSource(call.root), call.root);
    const projects = ["tsconfig.check.json", "frontend/tsconfig.json"].filter((file) =>
      existsSync(join(call.root, file)),
    );
    const steps: [name: string, program: string, args: string[]][] = [
      ["format", "oxfmt", ["--check"]],
      ["lint", "oxlint", ["--type-aware", "--deny-warnings"]],
      ...projects.map((file): [string, string, string[]] => [`types (${file})`, "tsc", ["--noEmit", "-p", file]]),
    ];
    const failed: string[] = [];
    for (const [name, program, args] of steps)
      if ((await runProgram(call.root, program, args)) !== 0) failed.push(name);
    // The tests come last, so that their count is the last line.
    for (const name of failed) console.error(`Failed: ${name}`);
    const tests = call.flags["static"] ? 0 : await test.run({ ...call, rest: ["--exclude", qualityTest] });
    return failed.length > 0 ? 1 : tests;
  },
};

/** Of an application that is named we know how Encore reads it, not how its people lint and test. */
async function checkSource(root: string): Promise<number> {
  await readSource(root);
  console.log("Encore accepts the source.");
  return 0;
}

function runProgram(root: string, program: string, args: string[]): Promise<number> {
  const child = spawn(join(root, "node_modules/.bin", program), args, { cwd: root, stdio: "inherit" });
  return new Promise((resolve, reject) => child.on("error", reject).on("close", (code) => resolve(code ?? 1)));
}
