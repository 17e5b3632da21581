import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleApplication } from "../build/application";
import { bundleNative } from "../build/native";
import { generate } from "../generate/generate";
import { readApp } from "../model/read";
import type { RuntimeConfig } from "../runtime/config";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A recorded application, read, generated and bundled as `npm start` does it, in a folder of its own. */
export interface BuiltApp {
  dir: string;
  main: string;
  native: string;
  appFile: string;
  remove(): Promise<void>;
}

/** A running application process. */
export interface RunningApp {
  base: string;
  child: ChildProcess;
  /** What it wrote to stderr so far. */
  log(): string;
  /** Ends it with SIGTERM; resolves to its exit code. */
  stop(): Promise<number | null>;
}

/** Throws with the diagnostics when the source is refused. */
export async function buildRecordedApp(source: string): Promise<BuiltApp> {
  await mkdir(join(ROOT, ".lobby"), { recursive: true });
  const home = await mkdtemp(join(ROOT, ".lobby/recorded-"));
  const dir = join(home, "app");
  await cp(fileURLToPath(new URL(source, import.meta.url)), dir, { recursive: true });
  const read = await readApp(dir);
  if (!read.ok)
    throw new Error(
      read.diagnostics.map(({ at, message }) => `${at.file}:${at.line}:${at.column}: ${message}`).join("\n"),
    );
  await generate(read.app, dir);
  const [native, appFile] = [join(home, "native.cjs"), join(home, "app.json")];
  const [main] = await Promise.all([
    bundleApplication(dir),
    bundleNative(native),
    writeFile(appFile, JSON.stringify(read.app)),
  ]);
  return { dir, main, native, appFile, remove: () => rm(home, { recursive: true, force: true }) };
}

/** Starts the bundled application with the stand-in runtime; resolves when it answers its health check. */
export async function startRecordedApp(
  app: BuiltApp,
  profile: RuntimeConfig["profile"],
  more: Partial<RuntimeConfig> = {},
): Promise<RunningApp> {
  const port = await freePort();
  const config: RuntimeConfig = {
    appFile: app.appFile,
    root: app.dir,
    profile,
    environment: { name: "local", type: "development", cloud: "local" },
    listen: { host: "127.0.0.1", port },
    baseUrl: `http://127.0.0.1:${port}`,
    databases: {},
    secrets: {},
    logLevel: "info",
    logFormat: "json",
    shutdownMs: 5_000,
    ...more,
  };
  const configFile = `${app.appFile}.${port}`;
  await writeFile(configFile, JSON.stringify(config));
  const child = spawn(process.execPath, ["--enable-source-maps", app.main], {
    cwd: app.dir,
    env: { ...process.env, NODE_ENV: "production", ENCORE_RUNTIME_LIB: app.native, LOBBY_RUNTIME: configFile },
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  let text = "";
  child.stderr!.on("data", (part: Buffer) => (text += part.toString()));
  await healthy(config.baseUrl, child, () => text);
  return { base: config.baseUrl, child, log: () => text, stop: () => stopChild(child) };
}

async function stopChild(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  return ((await ended) as [number | null])[0];
}

async function healthy(base: string, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the application ended with ${child.exitCode}:\n${log()}`);
    const answer = await fetch(`${base}/__encore/healthz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
