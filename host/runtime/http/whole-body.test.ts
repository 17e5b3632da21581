import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Refusal } from "../../schema/refusal";
import { readBody } from "./body";
import { ServerRequest } from "./whole-body";

let server: Server;
let connection: Socket;
let received: string;
let refusals: Refusal[];
let seen: number;

/** Answers with the body; `/late` reads it only after it has begun to arrive. */
beforeEach(async () => {
  received = "";
  refusals = [];
  seen = 0;
  server = createServer({ IncomingMessage: ServerRequest }, (request, response) => {
    const read = (): void =>
      readBody(
        request,
        10,
        (body) => response.end(`<${body.toString()}>`),
        (refusal) => {
          refusals.push(refusal);
          response.end("<refused>");
        },
      );
    const readWhenBegun = (): void => {
      if (request.readableLength > 0 || request.complete) read();
      else setImmediate(readWhenBegun);
    };
    if (request.url === "/late") readWhenBegun();
    else read();
    seen += 1;
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  connection = connect((server.address() as AddressInfo).port, "127.0.0.1");
  connection.setEncoding("latin1").on("data", (text: string) => (received += text));
});
afterEach(async () => {
  connection.destroy();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

function post(path: string, length: number, body: string): void {
  connection.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: ${length}\r\n\r\n${body}`);
}

async function expectAnswers(...bodies: string[]): Promise<void> {
  await expect.poll(() => received.match(/<[^>]*>/g) ?? []).toEqual(bodies.map((body) => `<${body}>`));
}

test.each(["/", "/late"])("bodies of one connection arrive one after the other: %s", async (path) => {
  post(path, 5, "first");
  await expectAnswers("first");
  post(path, 6, "sec");
  connection.write("ond");
  await expectAnswers("first", "second");
  post(path, 0, "");
  await expectAnswers("first", "second", "");
});

test("pipelined bodies are kept apart", async () => {
  connection.write(
    ["one", "two", "three"]
      .map((body) => `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
      .join(""),
  );
  await expectAnswers("one", "two", "three");
});

test("a body that is too long is refused once, and the connection goes on behind it", async () => {
  post("/", 30, "x".repeat(20));
  await expectAnswers("refused");
  connection.write("x".repeat(10));
  post("/", 4, "next");
  await expectAnswers("refused", "next");
  expect(refusals).toHaveLength(1);
});

test.each(["/", "/late"])("a sender that leaves in the middle is a refusal, once: %s", async (path) => {
  post(path, 9, "half");
  await expect.poll(() => seen).toBe(1);
  connection.destroy();
  await expect.poll(() => refusals.map((refusal) => refusal.message.includes("connection"))).toEqual([true]);
});
