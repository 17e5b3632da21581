import { connect } from "node:net";
import { once } from "node:events";
import { atLeast, atMost, type Finding, ratios, spread } from "./figures.mjs";
import { cpuSeconds, residentMiB, type Server } from "./server.mjs";

const PART = Buffer.alloc(1024 * 1024, 0x61);

interface Upload {
  /** MiB. */
  perSecond: number;
  /** MiB by second of the server's processor time. */
  byCpu: number;
  /** The most resident memory above what it was before. */
  grownMiB: number;
}

async function upload({ port, pid }: Server, mebibytes: number): Promise<Upload> {
  const before = residentMiB(pid);
  let most = before;
  const sampling = setInterval(() => (most = Math.max(most, residentMiB(pid))), 20);
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  await once(socket, "connect");
  const [began, cpu] = [performance.now(), cpuSeconds(pid)];
  let answer = "";
  const ended = once(
    socket.setEncoding("latin1").on("data", (part: string) => (answer += part)),
    "close",
  );
  const bytes = mebibytes * PART.length;
  socket.write(`POST /upload HTTP/1.1\r\nhost: bench\r\nconnection: close\r\ncontent-length: ${bytes}\r\n\r\n`);
  for (let i = 0; i < mebibytes; i++) if (!socket.write(PART)) await once(socket, "drain");
  await ended;
  const seconds = (performance.now() - began) / 1000;
  clearInterval(sampling);
  if (!answer.startsWith("HTTP/1.1 200") || !answer.includes(String(bytes)))
    throw new Error(`the upload failed: ${answer}`);
  return {
    perSecond: mebibytes / seconds,
    byCpu: mebibytes / (cpuSeconds(pid) - cpu),
    grownMiB: Math.max(most, residentMiB(pid)) - before,
  };
}

/** A large body to a raw endpoint that counts its bytes, and to node:http doing the same, in turns. */
export async function measureUpload(host: Server, node: Server, rounds: number, mebibytes: number): Promise<Finding> {
  const results = { host: [] as Upload[], node: [] as Upload[] };
  for (const server of [host, node]) await upload(server, Math.min(mebibytes, 256));
  for (let round = 0; round < rounds; round++) {
    for (const who of round % 2 === 0 ? (["host", "node"] as const) : (["node", "host"] as const)) {
      results[who].push(await upload(who === "host" ? host : node, mebibytes));
    }
  }
  const column = (who: "host" | "node", key: keyof Upload): number[] => results[who].map((result) => result[key]);
  const row = (who: "host" | "node", name: string): string =>
    `| ${[name, ...(["perSecond", "byCpu", "grownMiB"] as const).map((key) => spread(column(who, key), 0))].join(" | ")} |`;
  const compare = (key: keyof Upload): number[] => ratios(column("host", key), column("node", key));
  return {
    title: "Raw upload",
    lines: [
      `${mebibytes} MiB with content-length, the bytes counted, ${rounds} rounds in turns; median (least to most). Memory: the most above what was resident before.`,
      "",
      "| server | MiB/s | by second of processor time | memory grown by MiB |",
      "|---|---|---|---|",
      row("host", "host, api.raw"),
      row("node", "node:http"),
    ],
    verdicts: [
      atLeast(0.9, "MiB/s of the host by node:http's", compare("perSecond")),
      atLeast(0.9, "the same by processor time", compare("byCpu")),
      atMost(64, "memory grown during an upload, MiB", column("host", "grownMiB"), 0),
    ],
  };
}
