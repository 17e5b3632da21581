import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readInfra } from "./read-infra";

const root = mkdtempSync(join(tmpdir(), "lobby-infra-"));
afterAll(() => rmSync(root, { recursive: true }));

function read(document: unknown, env: Record<string, string> = {}) {
  const file = join(root, "infra.config.json");
  writeFileSync(file, typeof document === "string" ? document : JSON.stringify(document));
  return readInfra(file, env);
}

test("values come from the file, or from the environment", () => {
  const desk = { username: "app", password: { $env: "DESK_PASSWORD" } };
  expect(
    read(
      { sql_servers: [{ host: "db:5432", databases: { desk } }], secrets: { Key: { $env: "KEY" }, Other: "o" } },
      { DESK_PASSWORD: "p", KEY: "k" },
    ),
  ).toEqual({
    sql_servers: [{ host: "db:5432", databases: { desk: { username: "app", password: "p" } } }],
    secrets: { Key: "k", Other: "o" },
  });
});

test("secrets may come all together from one variable", () => {
  expect(read({ secrets: { $env: "ALL" } }, { ALL: `{"Key":"k"}` }).secrets).toEqual({ Key: "k" });
  expect(() => read({ secrets: { $env: "ALL" } }, { ALL: "k" })).toThrow(/secrets: .*expected record/);
});

test("everything that is wrong is told at once, by the name of the field", () => {
  const document = {
    logs: "info",
    log_config: "loud",
    worker_threads: 4,
    sql_servers: [{ host: "db", user: "x", databases: { desk: { username: { $env: "NO" }, password: 7 } } }],
  };
  expect(() => read(document)).toThrow(
    new RegExp(
      [
        "infra.config.json cannot be used:",
        "  sql_servers\\[0\\].databases.desk.username: the environment variable NO is not set",
        "  sql_servers\\[0\\].databases.desk.password: .*expected string, received number",
        "  sql_servers\\[0\\]: unknown: user. Allowed: host, tls_config, databases",
        "  log_config: .*trace.*error.*",
        "  worker_threads: the host runs one thread .*",
        "  unknown: logs. Allowed: \\$schema, metadata, graceful_shutdown, sql_servers, .*",
      ].join("\n"),
    ),
  );
});

test.each([
  [
    "pubsub",
    [{ type: "nsq", hosts: "q", topics: {} }],
    `pubsub: type "nsq" is not supported: the host keeps its queues`,
  ],
  [
    "object_storage",
    [{ type: "s3" }, { type: "gcs" }],
    `type "s3", "gcs" is not supported: the host keeps buckets on disk`,
  ],
  ["redis", { main: { host: "r" } }, "redis: is not supported: the host has no caches"],
  ["metrics", { type: "prometheus", remote_write_url: "u" }, `type "prometheus" is not supported: .* scrape`],
  ["auth", [{ type: "key", id: 1, key: "k" }], "all services run in one process"],
  ["service_discovery", { desk: { base_url: "http://desk" } }, "all services run in one process"],
])("%s is refused by name, with what the host does instead", (section, value, message) => {
  expect(() => read({ [section]: value })).toThrow(new RegExp(message));
  expect(read({ [section]: Array.isArray(value) ? [] : {} })).toBeDefined();
});

test("certificates without an authority cannot be checked for nothing but their host name", () => {
  const tls_config = { disable_tls_hostname_verification: true };
  const document = { sql_servers: [{ host: "db", tls_config, databases: {} }] };
  expect(() => read(document)).toThrow(/sql_servers\[0\]\.tls_config: disable_tls_hostname_verification needs ca/);
});

test.each(["", "db server", "/var/run/postgresql", "user:secret@db", "db?sslmode=disable", "db:x", "db:99999", "::1"])(
  "the host %j is refused by name",
  (host) => {
    expect(() => read({ sql_servers: [{ host, databases: {} }] })).toThrow(/sql_servers\[0\]\.host: must be a host/);
  },
);

test.each(["db", "my_db.internal", "10.0.0.7", "db:6432", "[::1]", "[::1]:5432"])("the host %j is taken", (host) => {
  expect(read({ sql_servers: [{ host, databases: {} }] }).sql_servers?.[0]?.host).toBe(host);
});

test("a database that two servers list is refused: one of them would win without a word", () => {
  const server = { host: "db", databases: { desk: { username: "app", password: "p" } } };
  expect(() => read({ sql_servers: [server, server] })).toThrow('sql_servers: "desk" is listed by two servers');
});

test("a budget beyond what a timer can wait for is refused: it would be none", () => {
  expect(() => read({ graceful_shutdown: { total: 3_000_000 } })).toThrow(/graceful_shutdown\.total: .*86400/);
});

test.each([
  '{"secrets":{"Key":hunter2}}',
  '{"secrets":{"Key":"x" hunter2}}',
  `{"a":"${"x".repeat(99)}","Key":hunter2}`,
])("a file that is no JSON is refused without showing what it says: %s", (text) => {
  expect(() => read(text)).toThrow(/cannot be used:\n {2}(?:Unexpected token|Expected)/);
  expect(() => read(text)).not.toThrow("hunter2");
});

test.each([["no JSON", /not valid JSON|Unexpected token/]])("a file that is %s is named", (text, message) => {
  expect(() => read(text)).toThrow(message);
  expect(() => readInfra(join(root, "none.json"), {})).toThrow(/none\.json cannot be used:\n {2}there is no such file/);
});
