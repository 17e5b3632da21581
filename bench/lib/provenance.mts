import { execSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";

/** Where and with what a figure was measured. */
export function provenance(): Record<string, string | number> {
  const git = (command: string): string => execSync(`git ${command}`, { encoding: "utf8" }).trim();
  return {
    commit: git("rev-parse --short HEAD"),
    clean: git("status --porcelain --untracked-files=no") === "" ? "yes" : "no",
    date: new Date().toISOString(),
    node: process.version,
    cpu: os.cpus()[0]?.model ?? "unknown",
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    os: `${os.type()} ${os.release()}`,
    // What else the machine had to do, and whether this went before it.
    loadAverage: os.loadavg()[0] ?? 0,
    scheduling: scheduling(),
  };
}

/** `other` is the usual; `rr` and `fifo` (chrt) go before everything that is not. */
function scheduling(): string {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
    return ["other", "fifo", "rr"][Number(fields[38])] ?? "other";
  } catch {
    return "other";
  }
}

/** p-quantile (0 to 1) of a list of numbers; NaN for an empty one. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}

export const ms = (value: number): string => (Number.isNaN(value) ? "-" : value.toFixed(1));
