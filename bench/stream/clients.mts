import { execFileSync, spawn, type ChildProcessByStdio } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { dictionary } from "../../realtime/codec/deflate-dict-1";

/** Where some clients stand. */
export interface Head {
  clients: number;
  /** Of the newest event. */
  number: number;
  seq: number;
  n: number;
  digest: string;
}

/** What the clients counted since `measure`. */
export interface Report {
  /** Clients by what they do: wait to connect again, connect, wait for the answer to the upgrade, for the first frame, or are served. */
  waiting: number;
  connecting: number;
  upgrading: number;
  greeting: number;
  open: number;
  /** Of the open ones, those that have had an event younger than half a second since they were opened. */
  current: number;
  closed: number;
  refused: number;
  frames: number;
  bytes: number;
  events: number;
  /** Of the client that got the fewest. */
  least: number;
  missing: number;
  doubled: number;
  /** Clients whose server no longer knew them. */
  unrecovered: number;
  resyncs: number;
  /** From the first to the last event. */
  seconds: number;
  p50: number;
  p99: number;
  max: number;
  /** Seconds of processor time of the load client. */
  cpu: number;
  /** When 50, 99 and 100 % of the clients were up to date after their connection was lost; milliseconds since 1970, 0: never. */
  caughtUp: [number, number, number];
  heads: Head[];
}

export interface ClientOptions {
  port: number;
  paths: string[];
  kind: "lobby" | "socketio" | "plain";
  clients: number;
  /** Opened a second. */
  rate?: number;
  /** Events a client until `done`. */
  want?: number;
  lastSeq?: number;
  epoch?: string;
  number?: number;
  reconnect?: 0 | 1;
  /** Compression is offered. */
  compressed?: boolean;
}

/** For everybody to be greeted, or to have everything. */
const PATIENCE_MS = 120_000;
const DIR = path.resolve("bench/.lobby");
const SOURCE = path.resolve("bench/stream/load");

function program(): string {
  const out = path.join(DIR, "streams");
  const changedAt = Math.max(...readdirSync(SOURCE).map((name) => statSync(path.join(SOURCE, name)).mtimeMs));
  if (existsSync(out) && statSync(out).mtimeMs > changedAt) return out;
  execFileSync("cc", ["-O2", "-o", out, path.join(SOURCE, "streams.c"), "-lz"], { stdio: "inherit" });
  return out;
}

/** Clients of one server, in a process of their own on core 1. */
export class Clients {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: string[] = [];
  #heard: () => void = () => {};
  #failure: Error | null = null;
  readonly #ended: Promise<void>;

  constructor({ paths, compressed = false, ...options }: ClientOptions) {
    mkdirSync(DIR, { recursive: true });
    const file = path.join(DIR, "paths");
    writeFileSync(file, `${paths.join("\n")}\n`);
    const args = Object.entries(options).map(([name, value]) => `${name}=${value}`);
    if (compressed) {
      const known = path.join(DIR, "dictionary");
      writeFileSync(known, dictionary);
      args.push(`dictionary=${known}`);
    }
    this.#child = spawn("taskset", ["-c", "1", program(), `paths=${file}`, ...args], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const end = (): void => void this.#child.kill();
    process.once("exit", end);
    let rest = "";
    this.#child.stdout.setEncoding("utf8").on("data", (part: string) => {
      const lines = (rest + part).split("\n");
      rest = lines.pop()!;
      this.#lines.push(...lines);
      this.#heard();
    });
    this.#ended = new Promise((done) =>
      this.#child.once("close", (code) => {
        process.off("exit", end);
        this.#failure = new Error(`the load client ended with ${code}`);
        this.#heard();
        done();
      }),
    );
  }

  /** Every client was greeted by its server. */
  async opened(): Promise<void> {
    await this.#line("open");
  }

  /** When every client had the events it wanted; milliseconds since 1970. */
  async done(): Promise<number> {
    return Number((await this.#line("done")).slice(5)) / 1e6;
  }

  measure(): void {
    this.#child.stdin.write("measure\n");
  }

  async report(): Promise<Report> {
    this.#child.stdin.write("report\n");
    return JSON.parse(await this.#line("{")) as Report;
  }

  async end(): Promise<void> {
    this.#child.stdin.end("quit\n");
    await this.#ended;
  }

  /** Waits until `isEnough` holds of a report, or so long. */
  async until(isEnough: (report: Report) => boolean, withinMs: number): Promise<Report> {
    for (const end = Date.now() + withinMs; ;) {
      const report = await this.report();
      if (isEnough(report) || Date.now() > end) return report;
      await new Promise((next) => setTimeout(next, 50));
    }
  }

  async #line(start: string): Promise<string> {
    const late = setTimeout(() => {
      this.#failure = new Error(`the load client did not say "${start}" within ${PATIENCE_MS / 1000} s`);
      this.#heard();
    }, PATIENCE_MS);
    try {
      return await this.#next(start);
    } finally {
      clearTimeout(late);
    }
  }

  async #next(start: string): Promise<string> {
    for (;;) {
      const at = this.#lines.findIndex((line) => line.startsWith(start));
      if (at >= 0) return this.#lines.splice(at, 1)[0]!;
      if (this.#failure !== null) throw this.#failure;
      await new Promise<void>((heard) => (this.#heard = heard));
    }
  }
}
