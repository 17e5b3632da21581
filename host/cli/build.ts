import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { buildProduction } from "../build/production/build";
import { appFile, entryFile } from "../build/production/layout";
import { isEmptyDir } from "../services/data-dir";
import { type Command, type Place, UserError } from "./command";
import { Steps } from "./steps";

export const build: Command = {
  summary:
    "Makes a folder (.lobby/dist) that starts with `node server.mjs` and nothing else: no source, no compiler, no development packages. --without-postgres leaves PostgreSQL out, for DATABASE_URL.",
  options: {
    output: { type: "string", short: "o" },
    "without-postgres": { type: "boolean" },
    verbose: { type: "boolean" },
  },
  async run(call) {
    const { flags, root, home } = call;
    const output = typeof flags["output"] === "string" ? resolve(flags["output"]) : join(root, ".lobby/dist");
    if (existsSync(output) && !isEmptyDir(output) && !isEarlierBuild(output, call))
      throw new UserError(`${output} holds something that is no build. Name another folder: --output <directory>`);
    const steps = new Steps(flags["verbose"] === true);
    const built = await call.source.build(steps, new AbortController().signal);
    await steps.run("write the folder", () =>
      buildProduction({ home, root, ...built }, output, flags["without-postgres"] !== true),
    );
    console.log(`Built ${output}. Start it: node ${join(output, entryFile)}`);
    return 0;
  },
};

/** What is there may go away. A source may have a file of that name too. */
function isEarlierBuild(output: string, { home, root }: Place): boolean {
  const holds = (dir: string) => !relative(output, dir).startsWith("..");
  return existsSync(join(output, appFile)) && !holds(root) && !holds(home);
}
