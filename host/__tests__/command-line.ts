import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("../..", import.meta.url));

export interface CommandResult {
  code: number | null;
  /** What it printed on both outputs. */
  output: string;
}

/** Runs `lobby <args>` as a person would, with nothing in the environment but what is given; `nodeArgs` go before the script. */
export async function lobby(
  args: string[],
  env: Record<string, string> = {},
  { input = "", nodeArgs = [] }: { input?: string; nodeArgs?: string[] } = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [...nodeArgs, "bin/lobby.mjs", ...args], {
    cwd: home,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stdin.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}
