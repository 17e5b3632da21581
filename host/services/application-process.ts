import { type ChildProcess, spawn } from "node:child_process";
import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { writeLasting } from "./lasting-output";

/** What to run, and with which runtime. */
export interface Application {
  root: string;
  /** The bundled entry point. */
  main: string;
  /** The module that encore.dev loads. */
  native: string;
  /** The runtime's configuration. */
  runtimeFile: string;
  isProduction: boolean;
  /** From the signal to the forced end; the runtime keeps to it by itself, this is the limit for one that hangs. */
  shutdownMs: number;
  /** Whether it follows another one: what is said to the person at the terminal once a start has been said then. */
  isSuccessor?: boolean;
}

/** A running application process. */
export interface RunningApplication {
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  hasEnded(): boolean;
  /** The end of what it printed. */
  lastLines(): string;
  /** Ends it in order; resolves when it is gone. Calling it again changes nothing. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
  /** What it says over its channel, and what is said to it. */
  channel: Pick<ChildProcess, "once" | "send">;
}

const keptLines = 25;

/**
 * V8 counts the memory of buffers when it decides whether to collect the whole heap. Below its first limit, which adapts to the
 * heap, a small application pays a whole collection for every 35 MiB that it receives: half of an upload's processor time. With
 * one that begins here (in MiB) the young generation's collections, which free buffers just as well, do all of it.
 */
const nodeOptions = ["--enable-source-maps", "--initial-old-space-size=64"];

/** Starts the application. It ends by itself when this process goes away (its channel closes). */
export function runApplication(application: Application): RunningApplication {
  return runModule(application, application.main, { ENCORE_RUNTIME_LIB: application.native });
}

/** Starts a module as the process of the application, with `env` besides what each of its processes has. */
export function runModule(application: Application, module: string, env: NodeJS.ProcessEnv): RunningApplication {
  const child = spawn(process.execPath, [...nodeOptions, module], {
    cwd: application.root,
    // A group of its own: Ctrl-C in the terminal reaches only us, and we end it with one signal.
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      ...process.env,
      NODE_ENV: application.isProduction ? "production" : "development",
      LOBBY_RUNTIME: application.runtimeFile,
      // It may lose us before it looks for our channel.
      LOBBY_SUPERVISED: "1",
      LOBBY_GREETED: application.isSuccessor === true ? "1" : undefined,
      // The application's own roles are in the runtime's configuration; what opens all of PostgreSQL stays here.
      DATABASE_URL: undefined,
      LOBBY_ROLE_SECRET: undefined,
      TEST_PG_URL: undefined,
      PGPASSWORD: undefined,
      ...env,
    },
  });
  const lines = keepLastLines(child);
  let hasFailed = false;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
    // Without a process, as when the system can have no more of them, it has ended before it began.
    child.on("error", (error) => {
      if (child.pid !== undefined) return;
      lines.push(error.message);
      hasFailed = true;
      resolve({ code: 1, signal: null });
    });
  });
  const hasEnded = () => hasFailed || child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), application.shutdownMs + 1_000);
    await ended;
    clearTimeout(late);
  };
  let stopped: Promise<void> | undefined;
  return {
    ended,
    hasEnded,
    lastLines: () => lines.join("\n"),
    stop: () => (stopped ??= stop()),
    kill: () => void child.kill("SIGKILL"),
    channel: child,
  };
}

/** Passes the output on as it comes, and keeps the last lines for the report of a crash. */
function keepLastLines(child: ChildProcess): string[] {
  const lines: string[] = [];
  for (const [stream, target] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream?.on("data", (chunk: Buffer) => {
      writeLasting(target, chunk);
      lines.push(...chunk.toString().trimEnd().split("\n"));
      lines.splice(0, Math.max(0, lines.length - keptLines));
    });
  }
  return lines;
}

/** Where to ask whether a process is ready. */
export interface ReadyCheck {
  host: string;
  port: number;
  /** Answers 200 once the application can be used; anything else means not yet. May wait some seconds before it says so. */
  readyPath: string;
}

/** Resolves null once the application is ready; with the last answer that it gave, when `gaveUp` says so first. */
export async function untilReady({ host, port, readyPath }: ReadyCheck, gaveUp: () => boolean): Promise<string | null> {
  const address = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  let last = "no answer";
  while (!gaveUp()) {
    let pauseMs = 15;
    try {
      const answer = await ask(address, port, readyPath);
      if (answer.status === 200) return null;
      last = `${answer.status} ${answer.text.slice(0, 300)}`;
      pauseMs = 100;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return last;
}

/** Not by `fetch`, which refuses some ports (6666) that people may well choose. */
async function ask(host: string, port: number, path: string): Promise<{ status: number; text: string }> {
  const signal = AbortSignal.timeout(15_000);
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    get({ host, port, path, signal, agent: false }, resolve).on("error", reject),
  );
  return { status: answer.statusCode ?? 0, text: await text(answer) };
}
