import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lobby } from "../host/__tests__/command-line";
import { bookRevenue, login } from "./lib/api";
import { dropDataDir, newDataDir, startLobby } from "./lib/server";
import { openStream } from "./lib/stream";

/** A production build, moved away from where it was made. */
const home = mkdtempSync(path.join(tmpdir(), "lobby-production-"));
const dist = path.join(home, "moved");
const dataDir = newDataDir();

beforeAll(async () => {
  const output = path.join(home, "built");
  const { code, output: said } = await lobby(["build", "--output", output]);
  expect(code, said).toBe(0);
  renameSync(output, dist);
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  dropDataDir(dataDir);
});

test("the folder holds no compiler, no bundler, no parser and no source", () => {
  const packages = readdirSync(path.join(dist, "node_modules"));
  expect(packages).toContain("encore.dev");
  for (const name of ["ts6", "typescript", "esbuild", "libpg-query", "vite", "vitest", "react"])
    expect(packages).not.toContain(name);
  const sources = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((file) =>
    /^(?!node_modules).*\.tsx?$/.test(file),
  );
  expect(sources).toEqual([]);
});

test("it starts in an empty environment: a person logs in, an event reaches the stream, SIGTERM ends it with 0", async () => {
  const server = await startLobby({ dataDir, script: path.join(dist, "server.mjs") });
  const { accessToken } = await login(server.url, "owner@harbour.example");
  const stream = await openStream(server.url, accessToken);
  const { id } = await bookRevenue(server.url, accessToken, { amount: 1, propertyId: 1 });
  expect(await stream.event((event) => event.data["id"] === id)).toMatchObject({ propertyId: 1 });
  expect((await fetch(`${server.url}/login`)).headers.get("content-type")).toContain("text/html");
  await stream.close();
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  expect(existsSync(path.join(dist, ".lobby"))).toBe(false);
});

test("a folder that holds something else is not built over", async () => {
  const { code, output } = await lobby(["build", "--output", home]);
  expect(output).toContain(`${home} holds something that is no build.`);
  expect(code).toBe(1);
});
