import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { lobby } from "../__tests__/command-line";
import { type SmallApp, writeSmallApp } from "../__tests__/small-app";

const home = fileURLToPath(new URL("../..", import.meta.url));
let app: SmallApp;
let data: string;
const doctor = (env: Record<string, string> = {}) => lobby(["doctor", "--app", app.dir, "--data", data], env);
const guest = "desk/migrations/1_guest.up.sql";
const room = "desk/migrations/2_room.up.sql";

beforeAll(() => {
  app = writeSmallApp();
  data = mkdtempSync(join(tmpdir(), "lobby-doctor-"));
});
afterAll(() => {
  app.remove();
  rmSync(data, { recursive: true, force: true });
});

test("a new installation is well, and nothing is made", async () => {
  const { code, output } = await doctor();
  expect(output).toContain("ok    migrations");
  expect(code).toBe(0);
});

test("a migration that waits is named, with who runs it", async () => {
  expect(await lobby(["migrate", "up", "--app", app.dir, "--data", data])).toMatchObject({ code: 0 });
  app.write(room, "create table room (id int);\n");
  const { code, output } = await doctor();
  expect(output).toContain(`a migration has not run yet: ${room}`);
  expect(output).toContain("migrate plan");
  expect(code).toBe(1);

  const plan = await lobby(["migrate", "plan", "--sql", "--app", app.dir, "--data", data]);
  expect(plan.output).toContain(`desk:\n  ${room}\n    create table room (id int);`);
  expect(await lobby(["migrate", "status", "--app", app.dir, "--data", data])).toMatchObject({
    code: 0,
    output: expect.stringContaining(`desk: 1 applied, 1 pending\n  pending  ${room}`) as string,
  });
});

test("a migration that was changed after it ran is named, with what to do", async () => {
  const before = "create table guest (id int primary key, name text not null);\n";
  onTestFinished(() => app.write(guest, before));
  app.write(guest, "create table guest (id bigint primary key);\n");
  const { code, output } = await doctor();
  expect(output).toContain(`${guest}: this migration has already run and was changed afterwards.`);
  expect(output).toContain("Remedy: Put the file back");
  expect(code).toBe(1);
});

test("a secret that is not set is named with its service, and with where it is set", async () => {
  app.write(
    "desk/key.ts",
    `import { secret } from "encore.dev/config";\nconst key = secret("DeskKey");\nexport const keyOf = () => key();\n`,
  );
  onTestFinished(() => rmSync(join(app.dir, "desk/key.ts")));
  const { code, output } = await doctor();
  expect(output).toContain("The secret DeskKey is not set; the service desk would get an empty text.");
  expect(output).toContain("Set DeskKey in the environment");
  expect(code).toBe(1);
  expect((await doctor({ DeskKey: "x" })).output).toContain("ok    secrets");
});

test("data of another major version of PostgreSQL are named with both versions, by start too", async () => {
  const old = mkdtempSync(join(tmpdir(), "lobby-doctor-"));
  onTestFinished(() => rmSync(old, { recursive: true, force: true }));
  cpSync(join(data, "postgres"), join(old, "postgres"), { recursive: true });
  writeFileSync(join(old, "postgres/data/PG_VERSION"), "17\n");
  for (const command of ["doctor", "start"]) {
    const { code, output } = await lobby([command, "--app", app.dir, "--data", old], { PORT: "48717" });
    expect(output).toMatch(/was made by PostgreSQL 17, and this is PostgreSQL 18, which cannot read it\./);
    expect(output).toContain("restore the dump");
    expect(code).toBe(1);
  }
});

test("a setting that cannot be used is named", async () => {
  expect(await doctor({ PORT: "many" })).toMatchObject({
    code: 1,
    output: expect.stringContaining(`PORT is "many"; it must be a number`) as string,
  });
});

test("a Node that is too old is named, by every command", async () => {
  const asNode18 = `data:text/javascript,Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.1.0" } })`;
  for (const command of ["doctor", "start"]) {
    const { code, output } = await lobby([command], {}, { nodeArgs: ["--import", asNode18] });
    expect(output).toContain("needs Node 20.19 or newer; this is Node 18.1.0.");
    expect(output).toContain("https://nodejs.org/");
    expect(code).toBe(1);
  }
});

test("packages that are missing or other ones are named, and left as they are", () => {
  const copy = mkdtempSync(join(tmpdir(), "lobby-doctor-"));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  for (const path of ["bin", "package.json", "package-lock.json"])
    cpSync(join(home, path), join(copy, path), { recursive: true });
  const look = () => spawnSync(process.execPath, ["bin/lobby.mjs", "doctor"], { cwd: copy, encoding: "utf8" });
  expect(look()).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/node_modules is not there yet.*\n.*npm ci/) as string,
  });
  mkdirSync(join(copy, "node_modules"));
  writeFileSync(
    join(copy, "node_modules/.package-lock.json"),
    JSON.stringify({ packages: { "node_modules/zod": { version: "1.0.0" } } }),
  );
  expect(look()).toMatchObject({ status: 1, stderr: expect.stringContaining("it is not there") as string });
});
