import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { Takers } from "./takers";

const BACKLOG = 8192;
const clients: Socket[] = [];
let end: () => Promise<unknown> = async () => {};
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await end();
});

/** Clients that have connected as far as the system is concerned, and wait to be taken. */
function come(port: number, count: number): void {
  for (let i = 0; i < count; i++) clients.push(connect(port, "127.0.0.1").on("error", () => {}));
}

const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

test("when many come, many are taken in one turn of the loop, and all have ended when it is closed", async () => {
  let taken = 0;
  const server = createServer((connection) => {
    taken += 1;
    connection.on("error", () => {}).on("end", () => connection.end());
    connection.resume();
  });
  server.listen({ port: 0, host: "127.0.0.1", backlog: BACKLOG });
  await once(server, "listening");
  const takers = new Takers(server, {}, BACKLOG);
  end = async () => {
    const closed = once(server, "close");
    server.close();
    await Promise.all([takers.close(), closed]);
  };
  const { port } = server.address() as AddressInfo;

  come(port, 63);
  await vi.waitFor(() => expect(taken).toBe(63));
  await new Promise<void>((next) => server.once("connection", () => next()) && come(port, 1));
  await vi.waitFor(() => expect(takers.size).toBe(31), 10_000);

  come(port, 640);
  let turns = 0;
  for (; taken < 64 + 640; turns++) await turn();
  expect(turns).toBeLessThan(64);
});
