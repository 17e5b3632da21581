import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generateClient } from "../host/generate/client/generate-client";
import { readApp } from "../host/model/read";

const root = fileURLToPath(new URL("..", import.meta.url));

test("the front end's client is what the source gives: npm run gen:client", async () => {
  const read = await readApp(root);
  if (!read.ok) throw new Error(read.diagnostics.map((d) => d.message).join("\n"));
  expect(readFileSync(path.join(root, "frontend/src/api/client.gen.ts"), "utf8")).toBe(generateClient(read.app));
});
