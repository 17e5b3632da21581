import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { apiBaseUrl, publicUrl, readSettings } from "./settings";

const root = mkdtempSync(join(tmpdir(), "lobby-settings-"));
writeFileSync(join(root, "package.json"), "{}");
afterAll(() => rmSync(root, { recursive: true }));

describe("DATABASE_URL", () => {
  const withoutPassword = "postgresql://admin@db.example/postgres";

  test.each([
    ["without a password", { DATABASE_URL: withoutPassword }],
    ["with an empty password", { DATABASE_URL: "postgresql://admin:@db.example/postgres" }],
    ["with an empty secret instead", { DATABASE_URL: withoutPassword, LOBBY_ROLE_SECRET: "" }],
  ])("%s is refused, with what to do", (_name, env) => {
    expect(() => readSettings(root, env)).toThrow(/has no password.*LOBBY_ROLE_SECRET/s);
  });

  test("without a password is taken together with LOBBY_ROLE_SECRET", () => {
    const settings = readSettings(root, { DATABASE_URL: withoutPassword, LOBBY_ROLE_SECRET: "long and random" });
    expect(settings).toMatchObject({ databaseUrl: withoutPassword, roleSecret: "long and random" });
  });
});

describe("TLS in DATABASE_URL", () => {
  const read = (query: string) =>
    readSettings(root, { DATABASE_URL: `postgresql://admin:x@db.example/postgres?${query}` }).databaseUrl;
  const ca = join(root, "package.json");

  test("require checks the certificate too; files are named by their absolute path", () => {
    expect(read("sslmode=require")).toContain("sslmode=verify-full");
    expect(new URL(read(`sslmode=verify-full&sslrootcert=${ca}`) ?? "").searchParams.get("sslrootcert")).toBe(ca);
  });

  test.each([
    ["sslmode=prefer", /sslmode is "prefer"; it must be one of disable, no-verify, require, verify-full/],
    ["sslmode=verify-full&sslrootcert=/no/such.pem", /the file of sslrootcert cannot be read: ENOENT/],
  ])("%s is refused by name", (query, message) => {
    expect(() => read(query)).toThrow(message);
  });
});

test.each([
  [{}, "http://127.0.0.1:4000"],
  [{ LOBBY_HOST: "0.0.0.0", PORT: "80" }, "http://127.0.0.1:80"],
  [{ LOBBY_HOST: "::1" }, "http://[::1]:4000"],
  [{ LOBBY_HOST: "192.0.2.7", LOBBY_OBJECTS_URL: "https://lobby.example/api/" }, "https://lobby.example/api"],
])("with %o objects are reached at %s", (env, url) => {
  expect(readSettings(root, env).objectsUrl).toBe(url);
});

test("LOBBY_OBJECTS_URL that is no web address is refused", () => {
  expect(() => readSettings(root, { LOBBY_OBJECTS_URL: "lobby.example" })).toThrow(
    'LOBBY_OBJECTS_URL is "lobby.example"; it must be an address such as https://lobby.example.',
  );
});

test.each([
  ["::1", "http://localhost:4000", "http://localhost:4000"],
  ["::", "http://localhost:4000", "http://[::]:4000"],
  ["fd00::7", "http://[fd00::7]:4000", "http://[fd00::7]:4000"],
  ["0.0.0.0", "http://localhost:4000", "http://0.0.0.0:4000"],
  ["192.0.2.7", "http://192.0.2.7:4000", "http://192.0.2.7:4000"],
])("LOBBY_HOST=%s is shown as %s and is %s to the application", (host, shown, own) => {
  const settings = readSettings(root, { LOBBY_HOST: host });
  expect([publicUrl(settings), apiBaseUrl(settings)]).toEqual([shown, own]);
});

test.each([
  ["LOBBY_ENV", "prod"],
  ["LOBBY_DEMO", "no"],
  ["LOBBY_RESTART", "false"],
  ["LOBBY_LOG_LEVEL", "nonsense"],
  ["PORT", "abc"],
])("%s=%s is refused by name", (name, value) => {
  expect(() => readSettings(root, { [name]: value })).toThrow(name);
});

test("flags win over the environment; another application is served as in an image", () => {
  const env = { PORT: "5000", LOBBY_DATA_DIR: "elsewhere" };
  expect(readSettings(root, env)).toMatchObject({ port: 5000, dataDir: join(root, "elsewhere"), profile: "run" });
  expect(readSettings(root, env, { app: root, port: "6000", data: "/data" })).toMatchObject({
    port: 6000,
    dataDir: "/data",
    profile: "image",
  });
  expect(readSettings(root, env, { app: root, profile: "run" }).profile).toBe("run");
});

test.each([
  ["port", "99999"],
  ["profile", "production"],
])("--%s %s is refused by name", (flag, value) => {
  expect(() => readSettings(root, {}, { [flag]: value })).toThrow(`--${flag}`);
});
