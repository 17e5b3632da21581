/** A large upload through everything that can go wrong on its way: what arrives is what was sent, and the server does not grow by it. */
import { createCipheriv, createHash } from "node:crypto";
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Upload } from "tus-js-client";
import { afterAll, expect, test } from "vitest";
import { killTree } from "../../host/testing/kill-tree";
import { videoHead } from "../../uploads/__tests__/bytes";
import { call, login } from "../lib/api";
import { RoughNetwork } from "../lib/rough-network";
import { dropDataDir, freePort, type Lobby, newDataDir, startLobby } from "../lib/server";

const MIB = 1024 * 1024;
/** 200 in `npm run test:chaos`. */
const SIZE_MIB = Number(process.env["UPLOAD_MIB"] ?? 48);
const SIZE = SIZE_MIB * MIB;
const dataDir = newDataDir();
const folder = mkdtempSync(path.join(tmpdir(), "lobby-upload-"));
let lobby: Lobby | undefined;

afterAll(async () => {
  if (lobby !== undefined) killTree(lobby.process);
  await lobby?.ended;
  dropDataDir(dataDir);
  rmSync(folder, { recursive: true, force: true });
});

/** A video by its boxes, of noise that is the same each time; returns its SHA-256. */
async function writeNoise(file: string): Promise<string> {
  const hash = createHash("sha256");
  const noise = createCipheriv("aes-128-ctr", Buffer.alloc(16, 1), Buffer.alloc(16));
  const handle = await open(file, "w");
  for (let at = 0; at < SIZE; at += MIB) {
    const piece = noise.update(Buffer.alloc(MIB));
    if (at === 0) piece.set(videoHead(SIZE));
    hash.update(piece);
    await handle.write(piece);
  }
  await handle.close();
  return hash.digest("hex");
}

/** Memory of the Node processes of a server, in MiB. */
function memoryOf({ process }: Lobby): number {
  const facts = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, parent = "0"] = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, "utf8")) ?? [];
        const [, rss = "0"] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, "utf8")) ?? [];
        const isNode = readFileSync(`/proc/${name}/cmdline`, "utf8").startsWith(globalThis.process.execPath);
        return [{ pid: Number(name), parent: Number(parent), rss: isNode ? Number(rss) / 1024 : 0 }];
      } catch {
        return [];
      }
    });
  const below = (pid: number): number =>
    facts.filter(({ parent }) => parent === pid).reduce((sum, fact) => sum + fact.rss + below(fact.pid), 0);
  return (facts.find(({ pid }) => pid === process.pid)?.rss ?? 0) + below(process.pid ?? 0);
}

test(
  "[S1-F06] a large file with the connection cut and the server killed twice arrives identical, with flat memory",
  { timeout: 240_000 },
  async () => {
    const file = path.join(folder, "noise.mp4");
    const sent = await writeNoise(file);
    const port = await freePort();
    const start = async (): Promise<Lobby> => (lobby = await startLobby({ dataDir, port }));
    let server = await start();
    const network = await RoughNetwork.before(server.url);
    const { accessToken: token } = await login(server.url, "owner@harbour.example");

    const troubles = [
      { at: 0.1 * SIZE, happens: async () => network.cut() },
      { at: 0.2 * SIZE, happens: restart },
      { at: 0.3 * SIZE, happens: restart },
    ];
    let idle = 0;
    let isUp = true;
    async function restart(): Promise<void> {
      isUp = false;
      killTree(server.process);
      await server.ended;
      server = await start();
      idle = memoryOf(server);
      isUp = true;
    }
    const memory: { at: number; mib: number }[] = [];
    let seen = 0;
    const address = await new Promise<string>((resolve, reject) => {
      const upload = new Upload(createReadStream(file), {
        endpoint: `${network.url}/uploads/tus`,
        headers: { Authorization: `Bearer ${token}` },
        metadata: { purpose: "task_evidence", propertyId: "1", name: "noise.mp4" },
        uploadSize: SIZE,
        chunkSize: SIZE / 4,
        retryDelays: Array.from({ length: 200 }, () => 200),
        onError: reject,
        onSuccess: () => resolve(upload.url ?? ""),
        onProgress(at) {
          // One at a time: what is on its way to a server that died counts as sent.
          if (isUp && troubles[0] !== undefined && at >= troubles[0].at) troubles.shift()?.happens().catch(reject);
          if (troubles.length > 0 || !isUp || at < seen + MIB) return;
          seen = at;
          memory.push({ at, mib: memoryOf(server) });
        },
      });
      upload.start();
    });
    expect(troubles).toEqual([]);

    const id = address.split("/").at(-1) ?? "";
    const { accessToken } = await login(server.url, "owner@harbour.example");
    await expect
      .poll(() => call(server.url, "GET", `/uploads/files/${id}`, { token: accessToken }), { timeout: 60_000 })
      .toMatchObject({ body: { state: "ready", sha256: sent, size: SIZE } });
    const link = await call<{ url: string }>(server.url, "POST", `/uploads/files/${id}/link`, {
      token: accessToken,
      body: {},
    });
    const came = createHash("sha256");
    const download = await fetch(server.url + link.body.url);
    for await (const piece of download.body ?? []) {
      came.update(piece as Uint8Array);
      memory.push({ at: SIZE, mib: memoryOf(server) });
    }
    expect(came.digest("hex")).toBe(sent);

    // The last process received more than half of the file and sent all of it: far less than that is what it grew by.
    expect(memory.length).toBeGreaterThan(SIZE_MIB / 10);
    expect(Math.max(...memory.map(({ mib }) => mib)) - idle).toBeLessThan(96);
    await network.stop();
  },
);
