import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Server } from "../host/server.mjs";
import { freePort } from "../lib/lobby.mjs";
import { type FeedEvent, publishAtPace } from "./rivals/publisher.mjs";

const MODULE = "/usr/lib/nginx/modules/ngx_nchan_module.so";

export const hasNchan = (): boolean => existsSync(MODULE);

export interface Nchan extends Server {
  publish(like: FeedEvent, perSecond: number, seconds: number): Promise<number>;
}

/** nginx with nchan: one worker on core 0. It has no publisher inside, so events come by HTTP from this process. */
export async function startNchan(): Promise<Nchan> {
  const port = await freePort();
  const dir = mkdtempSync(path.join(tmpdir(), "lobby-bench-nchan-"));
  const text = readFileSync("bench/stream/rivals/nchan.conf", "utf8");
  const file = path.join(dir, "nginx.conf");
  writeFileSync(file, text.replaceAll("DIR", dir).replace("PORT", String(port)));
  const child = spawn("taskset", ["-c", "0", "/usr/sbin/nginx", "-c", file], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((done) => child.once("close", done));
  while (!(await answers(port))) await new Promise((next) => setTimeout(next, 50));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  return {
    port,
    pid: child.pid!,
    publish: async (like, perSecond, seconds) => {
      const sending: Promise<void>[] = [];
      const publish = (events: FeedEvent[]): void =>
        void sending.push(...events.map((event) => send(port, agent, JSON.stringify(event))));
      const { events } = await publishAtPace({ publish }, { like, perSecond, seconds });
      await Promise.all(sending);
      return events;
    },
    async stop() {
      agent.destroy();
      child.kill("SIGTERM");
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function send(port: number, agent: http.Agent, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { "content-length": Buffer.byteLength(body) };
    const request = http.request(
      { host: "127.0.0.1", port, path: "/pub", method: "POST", agent, headers },
      (answer) => {
        answer.resume().on("end", resolve);
      },
    );
    request.on("error", reject).end(body);
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.connect(port, "127.0.0.1");
    probe.once("connect", () => (probe.destroy(), resolve(true)));
    probe.once("error", () => resolve(false));
  });
}
