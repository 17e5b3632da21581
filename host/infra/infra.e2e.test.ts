import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { lobby } from "../__tests__/command-line";
import { type SmallApp, writeSmallApp } from "../__tests__/small-app";
import { type Lobby, root, spawnLobby } from "../testing/host-process";
import { startTlsPostgres, type TlsPostgres } from "../__tests__/tls-postgres";
import { withClient } from "../services/postgres/databases";

const data = mkdtempSync(join(tmpdir(), "lobby-infra-"));
const file = join(data, "infra.config.json");
let app: SmallApp;
let server: TlsPostgres;
let adminUrl: string;

beforeAll(async () => {
  app = writeSmallApp();
  app.write(
    "desk/about.ts",
    `import { api } from "encore.dev/api";
import { appMeta } from "encore.dev";
import { secret } from "encore.dev/config";
import { db } from "./db";
const key = secret("DeskKey");
interface About { id: string; url: string; environment: string; cloud: string; key: string; guests: number }
export const about = api({ method: "GET", path: "/about", expose: true }, async (): Promise<About> => {
  const row = await db.queryRow<{ guests: number }>\`select count(*)::int as guests from guest\`;
  const { appId, apiBaseUrl, environment } = appMeta();
  return { id: appId, url: apiBaseUrl, environment: \`\${environment.name} \${environment.type}\`, cloud: environment.cloud, key: key(), guests: row?.guests ?? -1 };
});
`,
  );
  app.write(
    "desk/wait.ts",
    `import { api } from "encore.dev/api";
export const wait = api({ method: "GET", path: "/wait", expose: true }, async (): Promise<void> => {
  console.log("waits now");
  await new Promise(() => {});
});
`,
  );
  server = await startTlsPostgres(root);
  adminUrl = `postgresql://postgres:${server.password}@localhost:${server.port}/postgres?sslmode=verify-full&sslrootcert=${server.ca}`;
  await withClient(adminUrl, async (admin) => {
    await admin.query("create role app login password 'app-password'");
    await admin.query("create database hotel");
  });
});
afterAll(async () => {
  await server.stop();
  app.remove();
  rmSync(data, { recursive: true, force: true });
});

/** A whole file for the small application. */
const infra = () => ({
  metadata: {
    app_id: "hotel",
    env_name: "blue",
    env_type: "production",
    cloud: "aws",
    base_url: "https://hotel.example",
  },
  graceful_shutdown: { total: 3 },
  log_config: "warn",
  cors: { allow_origins_with_credentials: ["https://desk.example"] },
  hosted_services: ["desk"],
  hosted_gateways: ["api-gateway"],
  secrets: { DeskKey: { $env: "KEY" } },
  sql_servers: [
    {
      host: `localhost:${server.port}`,
      tls_config: { ca: readFileSync(server.ca, "utf8") },
      databases: { desk: { name: "hotel", username: "app", password: { $env: "APP_PASSWORD" }, max_connections: 5 } },
    },
  ],
});
const env = { KEY: "from the environment", APP_PASSWORD: "app-password" };
const run = (args: string[], more: Record<string, string> = {}) =>
  lobby([...args, "--app", app.dir, "--data", join(data, "data"), "--infra", file], { ...env, ...more });

test("what the file leaves out of the application is refused by name, before anything runs", async () => {
  const whole = infra();
  writeFileSync(
    file,
    JSON.stringify({ ...whole, hosted_services: ["front"], secrets: { Other: "x" }, pubsub: [{ type: "nsq" }] }),
  );
  const wrong = await run(["start"]);
  expect(wrong).toMatchObject({
    code: 1,
    output: expect.stringContaining(`pubsub: type "nsq" is not supported`) as string,
  });
  writeFileSync(
    file,
    JSON.stringify({ ...whole, hosted_services: ["front"], secrets: { Other: "x" }, sql_servers: [] }),
  );
  const { code, output } = await run(["start"]);
  expect(output).toContain(
    [
      '  hosted_services: "desk" is missing',
      '  hosted_services: the application has no "front". It has: desk',
      '  sql_servers: "desk" is missing',
      '  secrets: "DeskKey" is missing',
    ].join("\n"),
  );
  expect(code).toBe(1);
});

test("the operator migrates, a start serves what the file says, and ends within its budget", async () => {
  writeFileSync(file, JSON.stringify(infra()));
  const early = await run(["start"]);
  expect(early).toMatchObject({ code: 1, output: expect.stringContaining("1_guest.up.sql has not run yet") as string });
  expect((await run(["doctor"])).output).toContain("ok    databases of sql_servers");
  expect(await run(["migrate", "up"], { DATABASE_URL: adminUrl })).toMatchObject({ code: 0 });

  const running = await startServer();
  const answer = await fetch(`${running.url}/about`, {
    headers: { origin: "https://desk.example", cookie: "a=b" },
  });
  expect(await answer.json()).toEqual({
    id: "hotel",
    url: "https://hotel.example",
    environment: "blue production",
    cloud: "aws",
    key: "from the environment",
    guests: 0,
  });
  expect(answer.headers.get("access-control-allow-origin")).toBe("https://desk.example");
  expect(await running.stop()).toEqual({ code: 0, signal: null });
});

test("an end that takes longer than graceful_shutdown.total is forced, and the exit code is 1", async () => {
  writeFileSync(file, JSON.stringify({ ...infra(), graceful_shutdown: { total: 1 } }));
  const running = await startServer();
  const cut = fetch(`${running.url}/wait`).catch(() => "cut");
  await running.printed("waits now");
  expect(await running.stop()).toEqual({ code: 1, signal: null });
  expect(await cut).toBe("cut");
});

async function startServer(): Promise<Lobby> {
  const running = await spawnLobby({ app: app.dir, dataDir: join(data, "data"), env: { ...env, LOBBY_INFRA: file } });
  onTestFinished(() => void running.process.kill("SIGKILL"));
  await running.printed("ready on");
  return running;
}
