import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "./lib/server";

const read = (...parts: string[]): string => readFileSync(path.join(root, ...parts), "utf8");

test("every figure of the stream is explained to operators, and no other", () => {
  const sources = ["realtime/engine", "platform"].flatMap((dir) =>
    readdirSync(path.join(root, dir))
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => read(dir, name)),
  );
  const named = new Set(sources.flatMap((text) => text.match(/(?<="lobby_realtime_)\w+(?=")/g) ?? []));
  const [, table = ""] =
    /## The figures of `\/metrics`\n([^]*?)\n## /.exec(read("docs/operations/observability.md")) ?? [];
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  const explained = rows.flatMap((line) => line.split("|")[1]?.match(/(?<=`)\w+(?=`)/g) ?? []);
  expect(explained.length).toBeGreaterThan(20);
  expect([...explained].sort()).toEqual([...named].sort());
});
