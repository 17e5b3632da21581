import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ResponseWriter } from "./response-writer";

let server: Server;
let handler: (writer: ResponseWriter) => void;

beforeEach(async () => {
  server = createServer((_, response) => {
    const refuse = (refusal: { internal: string | undefined }) => response.writeHead(500).end(refusal.internal);
    handler(new ResponseWriter(response, { extra: [], refuse, withoutTypeOf304: false }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function answer(): Promise<[status: number, body: string]> {
  const got = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return [got.status, await got.text()];
}

describe("an answer that its handler let go of", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;

  test.each<[string, (writer: ResponseWriter) => void, [number, string]]>([
    ["before the first bytes is an error", () => {}, [500, "handler did not respond"]],
    ["with a head alone is an error too", (writer) => writer.writeHead(201, []), [500, "handler did not respond"]],
    ["in its middle ends there", (writer) => writer.writeBody(Buffer.from("half")), [200, "half"]],
  ])("%s", async (_name, work, expected) => {
    handler = work;
    let got: [number, string] | undefined;
    void answer().then((value) => (got = value));
    await expect.poll(() => (collect(), got), { timeout: 10_000 }).toEqual(expected);
  });
});

test("an answer that is held stays open, and ends as its handler says", async () => {
  handler = (writer) => setImmediate(() => writer.close(Buffer.from("late")));
  expect(await answer()).toEqual([200, "late"]);
});

test.each([100, 102, 199])("the informational status %i is no answer", async (status) => {
  handler = (writer) => {
    writer.writeHead(status, []);
    writer.close(Buffer.from("body"));
  };
  expect(await answer()).toEqual([500, ""]);
});
