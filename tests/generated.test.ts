import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { generateClient } from "../host/generate/client/generate-client";
import { generateTopics } from "../host/generate/client/generate-topics";
import { readApp } from "../host/model/read";

const root = fileURLToPath(new URL("..", import.meta.url));
const committed = (file: string): string => readFileSync(path.join(root, file), "utf8");

test(
  "the front end's client and topics are what the source gives: npm run gen:client",
  { timeout: 120_000 },
  async () => {
    const read = await readApp(root);
    if (!read.ok) throw new Error(read.diagnostics.map((d) => d.message).join("\n"));
    expect(committed("frontend/src/api/client.gen.ts")).toBe(generateClient(read.app));
    expect(committed("frontend/src/api/topics.gen.ts")).toBe(generateTopics(read.app));
  },
);

test(
  "the page that Encore wants to find in frontend/.dist is what the build writes: npm start",
  { timeout: 120_000 },
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), "lobby-pages-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const vite = path.join(root, "node_modules/vite/bin/vite.js");
    const args = [vite, "build", "--config", "frontend/vite.config.mts", "--outDir", folder, "--logLevel", "error"];
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, NODE_ENV: "production" },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(committed("frontend/.dist/index.html")).toBe(readFileSync(path.join(folder, "index.html"), "utf8"));
  },
);

test("the protocol that the API reference shows is the protocol", () => {
  expect(committed("frontend/public/realtime-protocol.md")).toBe(committed("realtime/SPEC.md"));
});
