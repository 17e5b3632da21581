import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { untilReady } from "./application-process";

/** 6666: `fetch` does not go there. Where it is taken, another one of its kind does. */
const oddPorts = [6666, 6667, 6668, 6669, 6697];

async function listen(host: string, ports: number[], answer: () => number): Promise<number> {
  for (const port of ports) {
    const server = createServer((request, response) =>
      response.writeHead(request.url === "/ready" ? answer() : 404).end("said so"),
    );
    const hasPort = await new Promise<boolean>((resolve) =>
      server.once("error", () => resolve(false)).listen(port, host, () => resolve(true)),
    );
    if (!hasPort) continue;
    onTestFinished(() => void server.close());
    const address = server.address();
    return typeof address === "object" && address ? address.port : port;
  }
  throw new Error(`None of the ports ${ports.join(", ")} of ${host} is free.`);
}

function tries(n: number): () => boolean {
  let left = n;
  return () => left-- <= 0;
}

test.each([
  ["127.0.0.1", "127.0.0.1", [0]],
  ["127.0.0.1", "127.0.0.1", oddPorts],
  ["0.0.0.0", "127.0.0.1", [0]],
  ["::1", "::1", [0]],
  ["::", "::1", [0]],
])("an application on host %s is asked at %s, ports %j", async (host, reached, ports) => {
  const port = await listen(reached, ports, () => 200);
  expect(await untilReady({ host, port, readyPath: "/ready" }, tries(3))).toBeNull();
});

test("it is ready with its first answer 200, and else the last answer is told", async () => {
  const answers = [503, 200];
  const port = await listen("127.0.0.1", [0], () => answers.shift() ?? 500);
  const check = { host: "127.0.0.1", port, readyPath: "/ready" };
  expect(await untilReady(check, tries(3))).toBeNull();
  expect(await untilReady(check, tries(1))).toBe("500 said so");
});
