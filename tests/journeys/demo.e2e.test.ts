import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dropDataDir, type Lobby, root, startLobby } from "../lib/server";

let lobby: Lobby;

beforeAll(async () => {
  lobby = await startLobby();
});
afterAll(async () => {
  await lobby.stop();
  dropDataDir(lobby.dataDir);
});

test("a demo day comes to its end, with something of everything and nothing that is not as it should be", async () => {
  const options = ["--url", lobby.url, "--hours", "4", "--speed", "100000", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(root, "tools/demo.mjs"), ...options]);
  const { played, defects } = JSON.parse(stdout) as { played: Record<string, number>; defects: string[] };
  expect(defects).toEqual([]);
  expect(Object.keys(played).toSorted()).toEqual([
    "arrive",
    "ask",
    "buy",
    "depart",
    "inspect",
    "make up",
    "reserve",
    "sell",
    "send a receipt",
    "talk",
  ]);
});
