import { residentMiB } from "../host/server.mjs";

/** Watches a process's resident memory; `end` gives the most above what it was, in MiB. */
export function watchMemory(pid: number): { end(): number } {
  const before = residentMiB(pid);
  let most = before;
  const look = (): void => void (most = Math.max(most, residentMiB(pid)));
  const timer = setInterval(look, 50);
  return {
    end: () => {
      clearInterval(timer);
      look();
      return most - before;
    },
  };
}
