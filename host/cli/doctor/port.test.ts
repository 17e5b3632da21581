import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { portProblem } from "./port";

async function listen(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

test("a port in use is named with the process that has it, and with another port to try", async () => {
  const port = await listen();
  const problem = await portProblem("127.0.0.1", port);
  expect(problem?.cause).toContain(`Port ${port} on 127.0.0.1 is in use by process ${process.pid} (`);
  expect(problem?.remedy).toContain(`PORT=${port + 1}`);
});

test("a free port is no problem", async () => {
  expect(await portProblem("127.0.0.1", 0)).toBeNull();
});

test("an address of another machine is named", async () => {
  const problem = await portProblem("192.0.2.7", 4000);
  expect(problem).toMatchObject({ cause: expect.stringContaining("EADDRNOTAVAIL") as string });
  expect(problem?.remedy).toContain("LOBBY_HOST");
});
