import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { type Server, startRival } from "../host/server.mjs";
import { post } from "../lib/lobby.mjs";
import type { FeedEvent } from "./rivals/publisher.mjs";

const OUT = path.resolve("bench/.lobby/stream-rivals");
const BUN = path.resolve("bench/node_modules/@oven/bun-linux-x64/bin/bun");

export type RivalName = "socket-io" | "ws-naive" | "ws-frames" | "bun";

/** A server that is compared with, on core 0. */
export interface RivalServer extends Server {
  /** Open loop; returns how many events it published. */
  publish(like: FeedEvent, perSecond: number, seconds: number): Promise<number>;
  /** Publishes these now. Rejects when the server is not there. */
  emit(events: FeedEvent[]): Promise<void>;
  /** From now on, whoever connects gets these first. */
  backlog(events: FeedEvent[]): Promise<void>;
}

/** Puts the rivals' dependencies in place and bundles them. */
export async function prepareRivals(): Promise<void> {
  if (!existsSync("bench/node_modules/bun")) {
    const args = ["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"];
    execFileSync("npm", args, { cwd: "bench", stdio: "inherit" });
  }
  await build({
    entryPoints: ["socket-io", "ws-naive", "ws-frames", "bun"].map((name) => `bench/stream/rivals/${name}.mts`),
    outdir: OUT,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
}

export const hasBun = (): boolean => existsSync(BUN);

export async function startStreamRival(
  name: RivalName,
  env: Record<string, string> = {},
  at?: number,
): Promise<RivalServer> {
  const program = name === "bun" ? BUN : process.execPath;
  const server = await startRival(path.join(OUT, `${name}.mjs`), env, {
    program,
    ...(at === undefined ? {} : { port: at }),
  });
  const { port } = server;
  return {
    ...server,
    publish: async (like, perSecond, seconds) =>
      (await post<{ events: number }>(port, "/publish", { like, perSecond, seconds })).events,
    emit: async (events) => void (await post(port, "/emit", events)),
    backlog: async (events) => void (await post(port, "/backlog", events)),
  };
}
