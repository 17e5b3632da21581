import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { processCommand } from "./process-info";

/** false: another program listens there. Rejects when this machine cannot listen on that address at all. */
export function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** Who listens on a port, e.g. `process 4711 (node server.js)`; null when that cannot be known, as of another account's process. */
export function portHolder(port: number): string | null {
  try {
    const pid = process.platform === "linux" ? listenerOnLinux(port) : listenerByLsof(port);
    return pid === null ? null : `process ${pid} (${processCommand(pid)?.slice(0, 120) ?? "unknown"})`;
  } catch {
    return null;
  }
}

/** The kernel lists listening sockets by inode, and each process's open files by the same. */
function listenerOnLinux(port: number): number | null {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const sockets = new Set(
    ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) =>
      readFileSync(table, "utf8")
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter(([, local, , state]) => local?.endsWith(`:${hex}`) && state === "0A")
        .map((fields) => `socket:[${fields[9]}]`),
    ),
  );
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const holder = pids.find((pid) => openFiles(pid).some((file) => sockets.has(file)));
  return holder === undefined ? null : Number(holder);
}

function openFiles(pid: string): string[] {
  const dir = `/proc/${pid}/fd`;
  return orNothing(() => readdirSync(dir)).flatMap((fd) => orNothing(() => [readlinkSync(`${dir}/${fd}`)]));
}

/** Closed or ended meanwhile, or not ours to look into. */
function orNothing(read: () => string[]): string[] {
  try {
    return read();
  } catch {
    return [];
  }
}

function listenerByLsof(port: number): number | null {
  const text = execFileSync("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-t"], { encoding: "utf8" });
  return Number(text.split("\n")[0]) || null;
}
