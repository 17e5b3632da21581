import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Kills a process and all below it at once, as a machine that dies does. */
export function killTree(root: ChildProcess): void {
  signalTree(root, "SIGKILL");
}

/** Sends a signal to a process and all below it, or only to those below. */
export function signalTree(root: ChildProcess, signal: NodeJS.Signals, whom: "all" | "below" = "all"): void {
  const pid = root.pid ?? 0;
  for (const each of [...(whom === "all" ? [pid] : []), ...descendants(pid)]) {
    try {
      process.kill(each, signal);
    } catch {
      // Already gone with its parent.
    }
  }
}

/** All processes below one, from /proc (Linux). */
function descendants(pid: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The command in brackets may hold spaces; the parent is the second field after it.
        const [, ppid] = readFileSync(`/proc/${name}/stat`, "latin1").split(") ").at(-1)?.split(" ") ?? [];
        return [{ pid: Number(name), ppid: Number(ppid) }];
      } catch {
        return [];
      }
    });
  const below = (parent: number): number[] =>
    parents.filter((p) => p.ppid === parent).flatMap((p) => [p.pid, ...below(p.pid)]);
  return below(pid);
}
