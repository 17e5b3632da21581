import { setTimeout as pause } from "node:timers/promises";
import { signalTree } from "../../host/testing/kill-tree";
import { dropDataDir, freePort, type Lobby, newDataDir, spawnLobby } from "../lib/server";
import type { Target } from "./network";
import { Turns } from "./turns";

const READY_EVERY_MS = 100;
const START_MS = 90_000;

/** A server process at one address, started again and again. The balancer knows by `isReady` whether it may be given connections. */
export class ServerPlace implements Target {
  readonly port: number;
  readonly name: string;
  /** Faults that start or end this process come one after the other. */
  readonly turns = new Turns();
  isReady = false;
  /** Ends of the application that we caused and its keeper reported. */
  #killed = 0;
  #lobby: Lobby | null = null;
  #past = "";
  readonly #dataDir = newDataDir();
  readonly #env: Record<string, string>;
  readonly #probing = new AbortController();

  private constructor(name: string, port: number, env: Record<string, string>) {
    this.name = name;
    this.port = port;
    this.#env = env;
  }

  static async make(name: string, env: Record<string, string>): Promise<ServerPlace> {
    const place = new ServerPlace(name, await freePort(), env);
    void place.#probe();
    return place;
  }

  /** Starts it, again when it finds no database; resolves when it serves. */
  async start(): Promise<void> {
    for (const end = Date.now() + START_MS; ;) {
      const lobby = await this.#spawn({});
      try {
        return await lobby.printed("Lobby is ready on");
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }

  /** Starts it with a crash point; resolves to whether it died there before `atMost` resolved, after which it is killed. */
  async startDoomed(point: string, atMost: () => Promise<void>): Promise<boolean> {
    const lobby = await this.#spawn({ LOBBY_CRASH_AT: point, LOBBY_RESTART: "off" });
    await Promise.race([lobby.ended, atMost()]);
    const died = lobby.output().includes("crash point:");
    if (died) this.#killed += 1;
    await this.end("SIGKILL");
    return died;
  }

  /** An orderly end and a new start; resolves to the exit code of the end. */
  async restart(): Promise<{ code: number | null }> {
    const code = await this.end("SIGTERM");
    await this.start();
    return { code };
  }

  /** Kills the whole of it, or ends it in order. Resolves to its exit code when it is gone. */
  async end(how: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const lobby = this.#lobby;
    if (lobby === null) return null;
    if (how === "SIGKILL") signalTree(lobby.process, "SIGKILL");
    else lobby.process.kill(how);
    const { code } = await lobby.ended;
    this.#past += lobby.output();
    this.#lobby = null;
    return code;
  }

  /** The application alone dies; resolves when its keeper has brought it back. */
  async killApplication(): Promise<void> {
    if (this.#lobby === null) return;
    this.#killed += 1;
    signalTree(this.#lobby.process, "SIGKILL", "below");
    const back = "The application serves again.";
    const count = this.output().split(back).length;
    for (const end = Date.now() + START_MS; this.output().split(back).length === count; await pause(50))
      if (Date.now() > end) throw new Error(`${this.name} did not come back:\n${this.output().slice(-4000)}`);
  }

  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    if (this.#lobby !== null) signalTree(this.#lobby.process, signal);
  }

  /** How often the application ended without our having killed it. */
  get unexpectedEnds(): number {
    return this.output().split("The application ended unexpectedly").length - 1 - this.#killed;
  }

  /** What all its processes printed so far. */
  output(): string {
    return this.#past + (this.#lobby?.output() ?? "");
  }

  async close(): Promise<void> {
    this.#probing.abort();
    await this.end("SIGTERM");
    dropDataDir(this.#dataDir);
  }

  async #spawn(env: Record<string, string>): Promise<Lobby> {
    await this.end("SIGKILL");
    this.#lobby = await spawnLobby({ port: this.port, dataDir: this.#dataDir, env: { ...this.#env, ...env } });
    return this.#lobby;
  }

  async #probe(): Promise<void> {
    const { signal } = this.#probing;
    while (!signal.aborted) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/api/v1/ready`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(2000)]),
      }).catch(() => null);
      this.isReady = answer?.status === 200;
      await answer?.body?.cancel().catch(() => {});
      await pause(READY_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  }
}
