import { buildFrontend } from "../build/frontend";
import { watchSources } from "../build/watch";
import { buildApplication } from "./build-application";
import type { Command, Place } from "./command";
import { prepare } from "./prepare";
import { serve, type Serving } from "./serve";
import { readSettings } from "./settings";
import { Steps } from "./steps";

export const dev: Command = {
  summary:
    "As start, and takes over changes of the source: new migrations run, the application process is replaced, PostgreSQL stays.",
  options: { verbose: { type: "boolean" } },
  async run(call) {
    const steps = new Steps(call.flags["verbose"] === true);
    const settings = readSettings(call.root, process.env, call.flags);
    return serve(call, settings, steps, (serving) => follow(call, serving, steps));
  },
};

/** Rebuilds after each change, one rebuild at a time; what does not build leaves the running process alone. */
function follow(at: Place, serving: Serving, steps: Steps): void {
  let waiting = new Set<string>();
  let isBusy = false;
  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    while (waiting.size > 0 && !serving.signal.aborted) {
      const paths = [...waiting];
      waiting = new Set();
      try {
        await update(at, serving, steps, paths);
      } catch (error) {
        // Told to end, everything goes away underneath.
        if (serving.signal.aborted) break;
        console.error(error instanceof Error ? error.message : error);
        console.error("The running application was left as it is.");
      }
    }
    isBusy = false;
  };
  const stopWatching = watchSources(
    at.root,
    (paths) => {
      for (const path of paths) waiting.add(path);
      void work();
    },
    (error) => console.error(`Some changes of the source may go unseen: ${error.message}`),
  );
  serving.signal.addEventListener("abort", stopWatching, { once: true });
}

async function update(
  at: Place,
  { settings, postgres, keeper, signal }: Serving,
  steps: Steps,
  paths: string[],
): Promise<void> {
  const began = Date.now();
  const isPage = (path: string) => path.startsWith("frontend/") && path !== "frontend/serve.ts";
  if (paths.some(isPage) && (await steps.run("build the front end", () => buildFrontend(at.root, signal)))) {
    console.error(`Pages rebuilt in ${Date.now() - began} ms; reload them.`);
  }
  if (paths.every(isPage)) return;
  const built = await buildApplication(at, steps);
  const application = await prepare(at, settings, postgres.databases, built, steps);
  if (signal.aborted) return;
  if (await keeper.replace(application)) console.error(`Reloaded in ${Date.now() - began} ms.`);
}
