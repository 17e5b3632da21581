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

test("a demo day comes to its end: something of everything, the dashboard is what a count gives, the day is closed and balances", async () => {
  const options = ["--url", lobby.url, "--hours", "4", "--speed", "100000", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(root, "tools/demo.mjs"), ...options]);
  const { played, closed, defects } = JSON.parse(stdout) as {
    played: Record<string, number>;
    closed: string;
    defects: string[];
  };
  expect(defects).toEqual([]);
  expect(closed).toMatch(/^\d{4}-\d\d-\d\d is closed/);
  expect(Object.keys(played).toSorted()).toEqual([
    "arrive",
    "ask",
    "buy",
    "depart",
    "inspect",
    "make up",
    "photograph",
    "reserve",
    "sell",
    "send a receipt",
    "talk",
  ]);
});
