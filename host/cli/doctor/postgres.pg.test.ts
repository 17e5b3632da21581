import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { withClient } from "../../services/postgres/databases";
import { givenPostgresProblem, listedPostgresProblems } from "./postgres";

const { adminUrl } = inject("lobby").server;
const role = "lobby_doctor_plain";
const urlWith = (change: (url: URL) => void): string => {
  const url = new URL(adminUrl);
  change(url);
  return url.href;
};

beforeAll(() => withClient(adminUrl, (admin) => admin.query(`create role ${role} login password 'plain'`)));
afterAll(() => withClient(adminUrl, (admin) => admin.query(`drop role ${role}`)));

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

test("an administrator's URL is no problem", async () => {
  expect(await givenPostgresProblem(adminUrl)).toBeNull();
});

test("where nothing listens, start it or correct the URL", async () => {
  const port = String(await unusedPort());
  const problem = await givenPostgresProblem(urlWith((url) => (url.port = port)));
  expect(problem?.cause).toContain(`PostgreSQL at 127.0.0.1:${port} cannot be used: connect ECONNREFUSED`);
  expect(problem?.remedy).toContain("Nothing listens there");
});

test.each<[string, (url: URL) => void, cause: string, remedy: string]>([
  [
    "a refused password",
    (url) => (url.password = "wrong"),
    "password authentication failed",
    "The password of postgres",
  ],
  [
    "a database that is not there",
    (url) => (url.pathname = "/nowhere"),
    `"nowhere" does not exist`,
    "such as postgres",
  ],
  [
    "TLS that the server has not",
    (url) => (url.search = "?sslmode=verify-full"),
    "does not support SSL",
    "sslmode=disable",
  ],
  [
    "a user with too few rights",
    (url) => Object.assign(url, { username: role, password: "plain" }),
    `user ${role} of DATABASE_URL may not create`,
    `alter role "${role}" createdb createrole`,
  ],
])("%s is named, with the remedy", async (_what, change, cause, remedy) => {
  const problem = await givenPostgresProblem(urlWith(change));
  expect(problem?.cause).toContain(cause);
  expect(problem?.remedy).toContain(remedy);
});

test("what sql_servers lists is named once, with what to correct there", async () => {
  const refused = urlWith((url) => (url.password = "wrong"));
  const listed = [refused, refused, urlWith((url) => (url.pathname = "/nowhere"))];
  expect(await listedPostgresProblems(listed)).toEqual([
    expect.objectContaining({ remedy: "The password of postgres is refused: correct it in sql_servers." }),
    expect.objectContaining({ remedy: "Make that database, or correct its name in sql_servers." }),
  ]);
});

test("a host of no name is named", async () => {
  const problem = await givenPostgresProblem(urlWith((url) => (url.hostname = "no-such-host.invalid")));
  expect(problem?.cause).toContain("no-such-host.invalid");
  expect(problem?.remedy).toMatch(/no host of that name|cannot be looked up/);
});
