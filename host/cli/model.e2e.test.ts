/** `check` and `model` on an application that is not ours. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { writeApplication } from "../model/__tests__/write-application";

const API = `import { api } from "encore.dev/api";
interface Greeting { text: string }
export const greet = api({ expose: true, method: "GET", path: "/greet" }, async (): Promise<Greeting> => ({ text: "hello" }));
`;

function newApplication(api: string, more: Record<string, string> = {}): string {
  const home = mkdtempSync(join(tmpdir(), "lobby-other-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  writeApplication(join(home, "app"), { "desk/api.ts": api, ...more });
  return join(home, "app");
}

interface Answer {
  code: number;
  stdout: string;
  stderr: string;
}

async function lobby(...args: string[]): Promise<Answer> {
  const run = promisify(execFile)(process.execPath, ["bin/lobby.mjs", ...args]);
  return run.then(
    (said) => ({ code: 0, ...said }),
    (failed: Answer) => failed,
  );
}

test("a source that Encore accepts: check ends with 0, model prints the application", async () => {
  const app = newApplication(API);
  expect(await lobby("check", "--app", app)).toMatchObject({ code: 0, stderr: "" });
  const { code, stdout } = await lobby("model", "--app", app);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    services: [
      {
        name: "desk",
        dir: "desk",
        endpoints: [
          {
            name: "greet",
            access: "public",
            exposed: true,
            authRequired: false,
            kind: "typed",
            methods: ["GET"],
            path: "/greet",
            bodyLimit: 2_097_152,
            response: { object: { text: "string" } },
          },
        ],
      },
    ],
    gateways: [{ name: "api-gateway" }],
  });
});

test("with --app, check is about the source alone, of our own application too", async () => {
  expect(await lobby("check", "--app", ".")).toEqual({ code: 0, stdout: "Encore accepts the source.\n", stderr: "" });
});

test("a source that Encore refuses: both name the place and end with 1", async () => {
  const app = newApplication(API.replace('"/greet"', '"greet"'));
  for (const command of ["check", "model"]) {
    const { code, stdout, stderr } = await lobby(command, "--app", app);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^desk\/api\.ts:3:63: path must start with '\/'/);
  }
});

test("an endpoint that one of another service hides is named, and Encore's verdict stands", async () => {
  const lodge = API.replaceAll("greet", "welcome").replace('"/welcome"', '"/greet"');
  const app = newApplication(API, { "lodge/api.ts": lodge });
  expect(await lobby("check", "--app", app)).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(
      /^lodge\/api\.ts:3:\d+: GET \/greet is a path of desk\.greet too: requests reach only one of them\n.*\n {2}see desk\/api\.ts:3:\d+\n$/,
    ),
  });
});

test("what the host does not carry is said, and Encore's verdict stands", async () => {
  const app = newApplication(
    `import { CacheCluster } from "encore.dev/storage/cache"; export const c = new CacheCluster("c");\n${API}`,
  );
  expect(await lobby("check", "--app", app)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("CacheCluster c is not carried"),
  });
  expect(JSON.parse((await lobby("model", "--app", app)).stdout)).toHaveProperty("caches", [
    { name: "c", evictionPolicy: "allkeys-lru" },
  ]);
});
