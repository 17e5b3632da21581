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

type Who = "host" | "node" | "withHeap";
const WHO: readonly Who[] = ["host", "node", "withHeap"];

/** A large body to a raw endpoint that counts its bytes, and to node:http doing the same, in turns. */
export async function measureUpload(servers: Record<Who, Server>, rounds: number, mebibytes: number): Promise<Finding> {
  const results: Record<Who, Upload[]> = { host: [], node: [], withHeap: [] };
  for (const who of WHO) await upload(servers[who], Math.min(mebibytes, 256));
  for (let round = 0; round < rounds; round++) {
    for (const who of round % 2 === 0 ? WHO : WHO.toReversed())
      results[who].push(await upload(servers[who], mebibytes));
  }
  const column = (who: Who, key: keyof Upload): number[] => results[who].map((result) => result[key]);
  const row = (who: Who, name: string): string =>
    `| ${[name, ...(["perSecond", "byCpu", "grownMiB"] as const).map((key) => spread(column(who, key), 0))].join(" | ")} |`;
  const compare = (key: keyof Upload, to: Who): number[] => ratios(column("host", key), column(to, key));
  return {
    title: "Raw upload",
    lines: [
      `${mebibytes} MiB with content-length, the bytes counted, ${rounds} rounds in turns; median (least to most). Memory: the most above what was resident before.`,
      "",
      "| server | MiB/s | by second of processor time | memory grown by MiB |",
      "|---|---|---|---|",
      row("host", "host, api.raw"),
      row("withHeap", "node:http, as many live objects as an application has"),
      row("node", "node:http with nothing else in the process"),
    ],
    verdicts: [
      atLeast(0.9, "MiB/s of the host by node:http's with live objects", compare("perSecond", "withHeap")),
      atLeast(0.9, "the same by processor time", compare("byCpu", "withHeap")),
      atLeast(0.9, "MiB/s of the host by empty node:http's", compare("perSecond", "node")),
      atMost(64, "memory grown during an upload, MiB", column("host", "grownMiB"), 0),
    ],
  };
}
