import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";

/** Compiles a load client of `load/` unless that has been done; returns the program. */
export function loadClient(name: "httpload" | "wsload", outDir: string): string {
  const source = path.join("bench/host/load", `${name}.c`);
  const program = path.join(outDir, name);
  if (existsSync(program) && statSync(program).mtimeMs > statSync(source).mtimeMs) return program;
  mkdirSync(outDir, { recursive: true });
  execFileSync("cc", ["-O2", "-o", program, source], { stdio: "inherit" });
  return program;
}

/** A load client on core 1: what it prints line by line, and its last line when it has ended. */
export function runOnClientCore(
  program: string,
  args: string[],
): { line(text: string): Promise<void>; last: Promise<string>; interrupt(): void } {
  const child = spawn("taskset", ["-c", "1", program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const end = (): void => void child.kill();
  process.once("exit", end);
  child.once("close", () => process.off("exit", end));
  let output = "";
  const waiting: (() => void)[] = [];
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    output += part;
    for (const check of waiting) check();
  });
  const last = new Promise<string>((resolve, reject) => {
    child.once("error", reject).once("close", (code) => {
      if (code === 0) resolve(output.trimEnd().split("\n").at(-1) ?? "");
      else reject(new Error(`${path.basename(program)} ended with ${code}: ${output}`));
    });
  });
  return {
    last,
    line: (text) =>
      Promise.race([
        new Promise<void>((resolve) => {
          const check = (): void => void (output.includes(`${text}\n`) && resolve());
          waiting.push(check);
          check();
        }),
        last.then(() => {}),
      ]),
    interrupt: () => void child.kill("SIGINT"),
  };
}
