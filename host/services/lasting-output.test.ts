import { spawn } from "node:child_process";
import { once } from "node:events";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { writeLasting } from "./lasting-output";

/** Node runs this with the exports of lasting-output. */
async function exitCodeOf(program: string): Promise<number | null> {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL("./lasting-output.ts", import.meta.url))],
    bundle: true,
    format: "esm",
    write: false,
  });
  const source = `${outputFiles[0]!.text}\n${program}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: ["pipe", "ignore", "pipe"] });
  onTestFinished(() => void child.kill());
  child.stderr.destroy();
  await once(child.stderr, "close");
  child.stdin.end();
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

test.each([
  ["that nobody reads ends a process that just writes", "process.stderr.write('x')", 1],
  ["that nobody reads does not end one that writes so that it lasts", "writeLasting(process.stderr, 'x')", 0],
])("a pipe %s", async (_rule, write, code) => {
  const program = `process.stdin.resume().on("end", () => {
    let left = 5;
    const timer = setInterval(() => (left-- > 0 ? ${write} : clearInterval(timer)));
  })`;
  expect(await exitCodeOf(program)).toBe(code);
});

test("a reader that stands still costs a bounded amount of memory, and hears what it missed", async () => {
  const taken: string[] = [];
  let goOn: () => void = () => {};
  let standsStill = true;
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      taken.push(chunk.toString());
      if (standsStill) goOn = done;
      else done();
    },
  });
  const line = `${"x".repeat(1_048_575)}\n`;
  for (let i = 0; i < 20; i++) writeLasting(stream, line);
  expect(stream.writableLength).toBe(16 * line.length);
  standsStill = false;
  const drained = once(stream, "drain");
  goOn();
  await drained;
  writeLasting(stream, "after\n");
  stream.end();
  await once(stream, "finish");
  expect(taken.slice(16)).toEqual([
    `\n${4 * line.length} bytes of output were lost here: nobody took them in time.\n`,
    "after\n",
  ]);
});
