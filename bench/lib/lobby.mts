import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import WebSocket from "ws";

export interface Server {
  port: number;
  /** Of the process that starts the others: application and PostgreSQL. */
  pid: number;
  dataDir: string;
  stop(): Promise<void>;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => done(port));
    });
  });
}

/** Starts Lobby on one core (or several: `0,1`) with its own data directory (PostgreSQL included, fsync on). */
export async function startServer(core: number | string): Promise<Server> {
  const port = await freePort();
  const dataDir = mkdtempSync(path.join(tmpdir(), "lobby-bench-"));
  const child: ChildProcess = spawn("taskset", ["-c", String(core), process.execPath, "bin/lobby.mjs", "start"], {
    env: { ...process.env, PORT: String(port), LOBBY_DATA_DIR: dataDir, LOBBY_LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((ready, failed) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("Lobby is ready on")) ready();
    });
    child.once("close", (code) => failed(new Error(`lobby ended with ${code}: ${text}`)));
  });
  return {
    port,
    pid: child.pid!,
    dataDir,
    async stop() {
      const ended = new Promise((done) => child.once("close", done));
      child.kill("SIGTERM");
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

/** One JSON POST over a kept-alive connection; rejects on a status other than 200. */
export function post<T>(port: number, pathName: string, body: unknown, token?: string): Promise<T> {
  const data = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: "127.0.0.1",
        port,
        path: pathName,
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(data),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () => {
          if (response.statusCode === 200) resolve(JSON.parse(text) as T);
          else reject(new Error(`${pathName}: ${response.statusCode} ${text}`));
        });
      },
    );
    request.on("error", reject);
    request.end(data);
  });
}

/** An access token of a person of the demo. */
export async function login(port: number, email: string): Promise<string> {
  const answer = await post<{ accessToken: string }>(port, "/identity/login", { email, password: "lobby-demo" });
  return answer.accessToken;
}

export const loginOwner = (port: number): Promise<string> => login(port, "owner@harbour.example");

/** Opens a stream, resolves after the ack; calls back with the id of each event's entity and the time of arrival, and with whole frames. */
export function listen(
  port: number,
  token: string,
  onEvent: (entityId: string, at: number) => void,
  onText?: (text: string) => void,
): Promise<WebSocket> {
  const ws = new WebSocket(`ws://127.0.0.1:${port}/v2/realtime/stream?access_token=${token}`);
  return new Promise((resolve, reject) => {
    ws.on("open", () => ws.send(JSON.stringify({ services: ["finance"], version: 1 })));
    ws.on("message", (data: Buffer) => {
      const at = performance.now();
      const text = data.toString("utf8");
      onText?.(text);
      const frame = JSON.parse(text) as { type: string; events?: { entity: { id: string } }[] };
      if (frame.type === "ack") resolve(ws);
      for (const event of frame.events ?? []) onEvent(event.entity.id, at);
    });
    ws.on("error", reject);
  });
}
