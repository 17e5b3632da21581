import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "../lib/lobby.mjs";

/** A server under test, on core 0. */
export interface Server {
  port: number;
  /** Of the process that answers. */
  pid: number;
  /** SIGTERM unless another signal is given. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** The application `appDir` on the host, as a user starts it: the profile of a production image, errors logged only. */
export async function startHost(appDir: string, dataDir: string): Promise<Server> {
  const port = await freePort();
  const { child, stop } = await pinned(
    [
      process.execPath,
      "bin/lobby.mjs",
      "start",
      "--app",
      appDir,
      "--port",
      String(port),
      "--data",
      dataDir,
      "--profile",
      "image",
    ],
    { LOBBY_LOG_LEVEL: "error" },
    `ready on http://127.0.0.1:${port}`,
  );
  const pid = descendants(child.pid!).find((id) => commandOf(id).includes("main.mjs"));
  if (pid === undefined) throw new Error("the application process was not found");
  return { port, pid, stop };
}

/** One of the servers of `rivals/`, bundled to `file`; `program` runs it, which is Node unless given. */
export async function startRival(
  file: string,
  env: Record<string, string> = {},
  given: { program?: string; port?: number } = {},
): Promise<Server> {
  const { program = process.execPath, port = await freePort() } = given;
  const { child, stop } = await pinned(
    [program, file],
    { PORT: String(port), NODE_ENV: "production", ...env },
    "ready",
  );
  return { port, pid: child.pid!, stop };
}

/** Runs a command on core 0 until it prints `ready`. */
async function pinned(
  command: string[],
  env: Record<string, string>,
  ready: string,
): Promise<{ child: ChildProcess; stop: Server["stop"] }> {
  const child = spawn("taskset", ["-c", "0", ...command], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  let isStopping = false;
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (part: string) => {
        text = (text + part).slice(-4000);
        if (text.includes(ready)) resolve();
      });
    child.once("close", (code) => {
      const failure = `${path.basename(command[1]!)} ended with ${code}:\n${text}`;
      if (!isStopping) console.error(failure);
      reject(new Error(failure));
    });
  });
  return {
    child,
    async stop(signal = "SIGTERM") {
      isStopping = true;
      child.kill(signal);
      await ended;
    },
  };
}

/** Some may have ended since. */
export function descendants(pid: number): number[] {
  const children = textOf(`/proc/${pid}/task/${pid}/children`).trim().split(" ").filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

export function commandOf(pid: number): string {
  return textOf(`/proc/${pid}/cmdline`);
}

/** Of a process that may have ended. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Seconds of processor time that a process has used. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory in MiB. */
export function residentMiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}
