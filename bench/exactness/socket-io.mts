import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Network, type Target } from "../../tests/chaos/network";
import type { Entry } from "../../tests/chaos/trail";
import { freePort } from "../lib/lobby.mjs";
import type { Client, Contender } from "./contender.mjs";

/** Far longer than its heartbeat and its reconnects take. */
const SETTLE_MS = 15_000;

const entryOf = (id: string): Entry => ({ id, seq: 0, channel: "", n: 0, digest: "", type: "", hash: "" });

interface Seen {
  seen: string[];
  connections: number;
  recovered: number;
}

/** @param programs folder of the bundled server and clients, from where Socket.IO is found. */
export async function socketIo(programs: string, count: number): Promise<Contender> {
  const target: Target = { port: await freePort(), isReady: true };
  const network = await Network.open([target]);
  let server: ChildProcess;
  const start = async (): Promise<void> => {
    server = spawn(process.execPath, [`${programs}/socket-io-server.mjs`], {
      env: { ...process.env, PORT: String(target.port) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (server.stdout !== null) await once(server.stdout, "data");
  };
  const end = async (how: "SIGKILL" | "SIGTERM"): Promise<void> => {
    const ended = once(server, "close");
    server.kill(how);
    await ended;
  };
  await start();
  const children = fork(`${programs}/socket-io-clients.mjs`, [network.url, String(count)]);
  const ask = async (): Promise<Seen[]> => {
    const answer = once(children, "message");
    children.send("what did you see?");
    const [seen] = (await answer) as [Seen[]];
    return seen;
  };
  while ((await ask()).some((client) => client.connections === 0)) await pause(100);
  return {
    name: "Socket.IO 4.8 with connection state recovery",
    network,
    start,
    end,
    async publish(id) {
      const signal = AbortSignal.timeout(5000);
      const answer = await fetch(`${network.url}/events`, { method: "POST", body: id, signal }).catch(() => null);
      return answer?.ok === true;
    },
    async clients(acknowledged) {
      await pause(SETTLE_MS);
      // What was not acknowledged may have been emitted all the same, and counts neither way.
      const known = new Set(acknowledged);
      const clients: Client[] = (await ask()).map(({ seen, connections }) => ({
        seen: seen.filter((id) => known.has(id)).map(entryOf),
        connections,
      }));
      return { clients, expected: acknowledged.map(entryOf) };
    },
    async stop() {
      children.kill();
      await network.close();
      await end("SIGKILL");
    },
  };
}
