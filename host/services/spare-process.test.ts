import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Application } from "./application-process";
import { SpareProcess } from "./spare-process";

let root: string;
let application: Application;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lobby-spare-"));
  application = {
    root,
    main: write("main.mjs", says()),
    native: write("native.cjs", ""),
    runtimeFile: "",
    isProduction: false,
    shutdownMs: 1_000,
  };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A package that notes whether it was loaded before or after the process knew its runtime. */
function install(name: string, text = ""): void {
  write(
    `node_modules/${name}/index.mjs`,
    `export const runtime = process.env.ENCORE_RUNTIME_LIB ?? "none yet"; ${text}`,
  );
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, exports: "./index.mjs" }));
}

/** A main module that writes what it finds to `said` and ends with code 7. */
function says(from = ""): string {
  return `${from && `import { runtime } from "${from}";`}
    import { writeFileSync } from "node:fs";
    writeFileSync("said", [process.env.ENCORE_RUNTIME_LIB, process.argv[1], process.argv.length, ${from && "runtime"}].join());
    process.exit(7);`;
}

async function loaded(packages: string[]): Promise<SpareProcess> {
  const spare = new SpareProcess(application, packages);
  await spare.settled;
  return spare;
}

test("it becomes the application, with the packages that it has loaded", async () => {
  install("one");
  const spare = await loaded(["one"]);
  const main = write("next.mjs", says("one"));
  const running = spare.become({ ...application, main });
  expect(await running?.ended).toEqual({ code: 7, signal: null });
  expect(readFileSync(join(root, "said"), "utf8")).toBe(`${application.native},${main},2,none yet`);
});

test.each([
  ["cannot be loaded", "throw new Error()"],
  ["ends the process", "process.exit(3)"],
])("with a package that %s it is of no use", async (_, text) => {
  install("one", text);
  const spare = await loaded(["one"]);
  expect(spare.become({ ...application, main: write("next.mjs", says("one")) })).toBeUndefined();
});

test("an application that does not load the package, or another runtime, gets a process of its own", async () => {
  install("one");
  const main = write("next.mjs", says("one"));
  const unlike: Partial<Application>[] = [
    { main: application.main },
    { main, native: write("other.cjs", "") },
    { main, runtimeFile: "other.json" },
    { main, isProduction: true },
  ];
  for (const changed of unlike) {
    const spare = await loaded(["one"]);
    expect(spare.become({ ...application, ...changed })).toBeUndefined();
  }
});

test("what was installed meanwhile is not missed", async () => {
  install("one");
  const spare = await loaded(["one"]);
  install("two");
  expect(spare.become({ ...application, main: write("next.mjs", says("one")) })).toBeUndefined();
});
