import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

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
  /** By `npm start`, in a process group of its own, as a terminal does it; otherwise by the command behind it. */
  byNpm?: boolean;
}

/** A directory for one test file's data; remove it with `dropDataDir`. */
export const newDataDir = (): string => mkdtempSync(path.join(tmpdir(), "lobby-e2e-"));
export const dropDataDir = (dir: string): void => rmSync(dir, { recursive: true, force: true });

/** Starts `npm start`'s command in the foreground; does not wait for it to serve. */
export async function spawnLobby(options: LobbyOptions = {}): Promise<Lobby> {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? newDataDir();
  const [program, args] = options.byNpm ? ["npm", ["start"]] : [process.execPath, ["bin/lobby.mjs", "start"]];
  const child = spawn(program, args, {
    cwd: root,
    detached: options.byNpm === true,
    env: {
      ...withoutVitest(process.env),
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

/** A server that runs already, by Encore's own tools for example; journeys are run against it as it is. */
function given(url: string): Lobby {
  const ended = Promise.resolve({ code: 0, signal: null });
  const nothing = async (): Promise<void> => {};
  const self = { pid: undefined, kill: () => false } as unknown as ChildProcess;
  return {
    port: Number(new URL(url).port),
    url,
    dataDir: newDataDir(),
    process: self,
    output: () => "",
    printed: nothing,
    ended,
    stop: () => ended,
  };
}

/** Starts Lobby and waits until it serves; with LOBBY_TEST_URL set, takes that server instead. */
export async function startLobby(options: LobbyOptions = {}): Promise<Lobby> {
  const url = process.env["LOBBY_TEST_URL"];
  if (url !== undefined && url !== "") return given(url);
  const lobby = await spawnLobby(options);
  await lobby.printed("Lobby is ready on");
  return lobby;
}

/** The test runner's own settings must not reach the server. */
function withoutVitest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const drop = /^(VITEST|NODE_ENV|NODE_OPTIONS|TEST$|DEV$|PROD$|MODE$|SSR$|BASE_URL$|ENCORE_|LOBBY_|DATABASE_URL$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !drop.test(name)));
}
