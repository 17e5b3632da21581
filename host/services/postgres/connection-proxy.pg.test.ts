import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { Client, type ClientConfig } from "pg";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from "vitest";
import { type ConnectionProxy, startConnectionProxy } from "./connection-proxy";

let proxy: ConnectionProxy;
beforeAll(async () => {
  const admin = new URL(inject("lobby").server.adminUrl);
  proxy = await startConnectionProxy((name) => {
    if (name === "unlisted") throw new Error('sql_servers does not list the database "unlisted".');
    return new URL(`/${name}`, admin).href;
  });
});
afterAll(() => proxy.close());

async function open(name: string, more: ClientConfig = {}): Promise<Client> {
  const client = new Client({ connectionString: proxy.urlOf(name), ...more });
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** A message of the protocol, its length in front of the text. */
function message(code: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(code), length, Buffer.from(body, "latin1")]);
}

const eventually = (condition: () => Promise<boolean>) => vi.waitUntil(condition, { timeout: 20_000 });

async function pidOf(client: Client): Promise<number> {
  return (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]!.pid;
}

test("its connection strings look as under Encore", () => {
  expect(proxy.urlOf("desk")).toMatch(/^postgresql:\/\/encore:password@127\.0\.0\.1:\d+\/desk\?sslmode=disable$/);
});

describe("a client", () => {
  test("is logged in as the application's role, whatever it calls itself, and its settings are dropped", async () => {
    const client = await open("postgres", {
      user: "somebody",
      password: "wrong",
      application_name: "mine",
      options: "-c statement_timeout=1234",
    });
    const { rows } = await client.query(
      "select session_user::text as user, current_setting('application_name') as app, current_setting('statement_timeout') as timeout",
    );
    expect(rows).toEqual([{ user: "postgres", app: "encore", timeout: "0" }]);
  });

  test("that asks for an unknown database hears it from PostgreSQL", async () => {
    await expect(open("nowhere")).rejects.toMatchObject({ code: "3D000", severity: "FATAL" });
  });

  test("that asks for a database which is not listed hears so", async () => {
    await expect(open("unlisted")).rejects.toThrow('sql_servers does not list the database "unlisted".');
  });

  test("may send more than its opening at once", async () => {
    const socket = connect(Number(new URL(proxy.urlOf("")).port), "127.0.0.1");
    const opening = message("", `\0\x03\0\0user\0me\0database\0postgres\0\0`);
    socket.write(Buffer.concat([opening, message("Q", "select 'heard'\0"), message("X", "")]));
    expect(await text(socket)).toContain("heard");
  });

  test("can cancel what it asked for", async () => {
    const client = await open("postgres");
    const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
    const running = client.query("select pg_sleep(60)");
    const request = Buffer.alloc(16);
    [16, 80_877_102, processID, secretKey].forEach((value, i) => request.writeInt32BE(value, 4 * i));
    const watcher = await open("postgres");
    await eventually(async () => {
      const found = await watcher.query("select 1 from pg_stat_activity where pid = $1 and state = 'active'", [
        processID,
      ]);
      return found.rowCount === 1;
    });
    connect(Number(new URL(proxy.urlOf("")).port), "127.0.0.1").end(request);
    await expect(running).rejects.toMatchObject({ code: "57014" });
  });

  test("that leaves ends its connection to PostgreSQL", async () => {
    const [client, watcher] = [await open("postgres"), await open("postgres")];
    const pid = await pidOf(client);
    await client.end();
    await eventually(
      async () => (await watcher.query("select 1 from pg_stat_activity where pid = $1", [pid])).rowCount === 0,
    );
  });

  test("gets large results whole", async () => {
    const client = await open("postgres");
    const { rows } = await client.query("select repeat('x', 50_000_000) as v");
    expect((rows[0] as { v: string }).v).toHaveLength(50_000_000);
  });
});

test("what is no client of PostgreSQL is cut", async () => {
  const stranger = connect(Number(new URL(proxy.urlOf("")).port), "127.0.0.1");
  stranger.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  expect(await text(stranger)).toBe("");
});
