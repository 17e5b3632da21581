import { readdirSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { lobby } from "../__tests__/command-line";
import { writeSmallApp } from "../__tests__/small-app";

const app = writeSmallApp();
afterAll(() => app.remove());

test("the source is never taken for an earlier build, whose files would go away", async () => {
  app.write("build/app.json", "{}");
  const before = readdirSync(app.dir);
  const { code, output } = await lobby(["build", "--app", app.dir, "--output", app.dir, "--without-postgres"]);
  expect(readdirSync(app.dir)).toEqual(expect.arrayContaining(before));
  expect([code, output]).toEqual([1, expect.stringContaining(`${app.dir} holds something that is no build.`)]);
});
