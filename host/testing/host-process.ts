import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where the host is installed. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as net.AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

export interface Lobby {
  port: number;
  url: string;
  dataDir: string;
  process: ChildProcess;
  /** Everything printed so far on both outputs. */
  output(): string;
  /** Resolves when the output holds the text; rejects with the output when the process ends first. */
  printed(text: string | RegExp): Promise<void>;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

export interface LobbyOptions {
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
  /** Directory of another Encore application to serve. */
  app?: string;
  profile?: "run" | "image";
  /** By `npm start`, in a process group of its own, as a terminal does it; otherwise by the command behind it. */
  byNpm?: boolean;
  /** Absolute path of the script of a production build, instead of `bin/lobby.mjs`; it gets nothing of our own environment. */
  script?: string;
}

/** A directory for one test file's data; remove it afterwards. */
export const newDataDir = (): string => mkdtempSync(path.join(tmpdir(), "lobby-e2e-"));

/** Starts `npm start`'s command in the foreground; does not wait for it to serve. */
export async function spawnLobby(options: LobbyOptions = {}): Promise<Lobby> {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? newDataDir();
  const flags = [options.app && ["--app", options.app], options.profile && ["--profile", options.profile]];
  const [program, args] = options.byNpm
    ? ["npm", ["start"]]
    : [process.execPath, [options.script ?? "bin/lobby.mjs", "start", ...flags.flatMap((flag) => flag || [])]];
  const child = spawn(program, args, {
    cwd: options.script === undefined ? root : path.dirname(options.script),
    detached: options.byNpm === true,
    env: {
      ...(options.script === undefined ? withoutVitest(process.env) : {}),
      PORT: String(port),
      LOBBY_DATA_DIR: dataDir,
      LOBBY_LOG_LEVEL: "warn",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      for (const look of watchers) look();
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) => {
    child.once("close", (code, signal) => done({ code, signal }));
  });
  const printed = (wanted: string | RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (typeof wanted === "string" ? !text.includes(wanted) : !wanted.test(text)) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      void ended.then(({ code, signal }) =>
        reject(new Error(`lobby ended (${code ?? signal}) before printing ${String(wanted)}:\n${text.slice(-4000)}`)),
      );
      look();
    });
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    dataDir,
    process: child,
    output: () => text,
    printed,
    ended,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
}

/** The test runner's own settings must not reach the server. */
export function withoutVitest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const drop = /^(VITEST|NODE_ENV|NODE_OPTIONS|TEST$|DEV$|PROD$|MODE$|SSR$|BASE_URL$|ENCORE_|LOBBY_|DATABASE_URL$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !drop.test(name)));
}
