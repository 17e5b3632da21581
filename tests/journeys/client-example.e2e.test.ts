import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookRevenue, DEMO_PASSWORD, login } from "../lib/api";
import { dropDataDir, type Lobby, root, startLobby } from "../lib/server";

let lobby: Lobby;
let folder: string;

beforeAll(async () => {
  mkdirSync(path.join(root, ".lobby"), { recursive: true });
  folder = mkdtempSync(path.join(root, ".lobby/example-"));
  const bundle = build({
    entryPoints: [path.join(root, "docs/examples/follow-revenue.ts")],
    outfile: path.join(folder, "it.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["ws"],
    logLevel: "error",
  });
  [lobby] = await Promise.all([startLobby(), bundle]);
});
afterAll(async () => {
  await lobby.stop();
  dropDataDir(lobby.dataDir);
  rmSync(folder, { recursive: true });
});

interface Example {
  process: ChildProcess;
  said: () => string;
}

function startExample(): Example {
  const env = {
    ...process.env,
    LOBBY_URL: lobby.url,
    LOBBY_EMAIL: "owner@harbour.example",
    LOBBY_PASSWORD: DEMO_PASSWORD,
  };
  const child = spawn(process.execPath, ["it.mjs"], { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
  let text = "";
  child.stderr.on("data", (part: Buffer) => (text += part.toString()));
  return { process: child, said: () => text };
}

async function kill({ process: child }: Example): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function book(amount: number): Promise<string> {
  const { accessToken } = await login(lobby.url, "owner@harbour.example");
  return (await bookRevenue(lobby.url, accessToken, { amount, propertyId: 1 })).id;
}

const copied = (): string[] => {
  const file = path.join(folder, "revenue.jsonl");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return lines.filter(Boolean).map((line) => (JSON.parse(line) as { id: string }).id);
};
/** What the example said is in the message when the line does not come. */
async function untilCopied(id: string, { said }: Example): Promise<void> {
  await expect.poll(() => (copied().includes(id) ? "copied" : said()), { timeout: 60_000 }).toBe("copied");
}

test("the example of the guide keeps each line once, over kills of itself and of the server", async () => {
  const before = await book(1);
  let example = startExample();
  await untilCopied(before, example);
  await expect.poll(example.said, { timeout: 60_000 }).toMatch(/^live/m);
  expect(example.said()).toContain("reading all rows: connected");
  await untilCopied(await book(2), example);

  await kill(example);
  const missed = await book(3);
  example = startExample();
  await untilCopied(missed, example);
  await expect.poll(example.said, { timeout: 60_000 }).toMatch(/^live/m);
  expect(example.said()).not.toContain("reading all rows");

  lobby.process.kill("SIGKILL");
  await lobby.ended;
  lobby = await startLobby({ dataDir: lobby.dataDir, port: lobby.port });
  await untilCopied(await book(4), example);
  expect(example.said()).not.toContain("reading all rows");
  expect(new Set(copied()).size).toBe(copied().length);
  await kill(example);
});
