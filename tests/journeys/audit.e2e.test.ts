import { spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { bookRevenue, call, DEMO_PASSWORD, login } from "../lib/api";
import { dropDataDir, type Lobby, newDataDir, root, startLobby } from "../lib/server";

const OWNER = "owner@harbour.example";
const dataDir = newDataDir();
let lobby: Lobby;

beforeAll(async () => {
  lobby = await startLobby({ dataDir });
  const { accessToken } = await login(lobby.url, OWNER);
  for (let i = 1; i <= 6; i++)
    await bookRevenue(lobby.url, accessToken, { amount: i, propertyId: 1 + (i % 2), description: `line ${i}` });
  await vi.waitFor(async () =>
    expect((await page(accessToken)).body.events).toHaveLength((await page(accessToken)).body.head),
  );
});
afterAll(async () => {
  await lobby.stop();
  dropDataDir(dataDir);
});

const page = (token: string) =>
  call<{ head: number; events: { seq: number }[] }>(lobby.url, "GET", "/v2/realtime/audit", { token });

async function run(...command: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await new Promise<number | null>((done) => child.once("close", done));
  return { code, output };
}

const audit = (email = OWNER) =>
  run("tools/audit.mjs", "--url", lobby.url, "--email", email, "--password", DEMO_PASSWORD);
const sql = async (text: string): Promise<void> => {
  const done = await run("bin/lobby.mjs", "db", "query", "realtime", text, "--write", "--data", dataDir);
  expect(done.code, done.output).toBe(0);
};

test(
  "[RT12] the audit proves each channel of the owner's log; a changed row and a missing one are found",
  { timeout: 120_000 },
  async () => {
    const whole = await audit();
    expect(whole.output).toMatch(/^ok {7}finance\/1: /m);
    expect(whole.output).toMatch(/^ok {7}finance\/2: /m);
    expect(whole).toMatchObject({ code: 0 });

    await sql("UPDATE event_log SET data = replace(data, 'line 2', 'line 9') WHERE data LIKE '%line 2%'");
    const changed = await audit();
    expect(changed.output).toMatch(/^DEFECT {3}finance\/1: seq \d+: its payload does not have its hash$/m);
    expect(changed.output).toMatch(/^ok {7}finance\/2: /m);
    expect(changed.code).toBe(1);

    await sql("UPDATE event_log SET data = replace(data, 'line 9', 'line 2') WHERE data LIKE '%line 9%'");
    expect(await audit()).toMatchObject({ code: 0 });
    await sql("DELETE FROM event_log WHERE data LIKE '%line 3%'");
    const missing = await audit();
    expect(missing.output).toMatch(/^DEFECT {3}seq \d+ is missing$/m);
    expect(missing.output).toMatch(/^DEFECT {3}finance\/2: /m);
    expect(missing.code).toBe(1);
  },
);

test("only who may operate the stream audits it, and only the own organisation's log", async () => {
  expect(await audit("clerk2@harbour.example")).toMatchObject({
    code: 2,
    output: expect.stringContaining("realtime.operate"),
  });
  const other = await login(lobby.url, "owner@summit.example");
  const seen = await call<{ events: { channel: string }[] }>(lobby.url, "GET", "/v2/realtime/audit", {
    token: other.accessToken,
  });
  expect(seen.body.events.filter((e) => e.channel === "finance/1" || e.channel === "finance/2")).toEqual([]);
});
