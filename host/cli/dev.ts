import { isDeepStrictEqual as isEqual } from "node:util";
import { buildFrontend } from "../build/frontend";
import { loadedPackages } from "../build/loaded-packages";
import { watchSources } from "../build/watch";
import { readApp } from "../model/read";
import { neededDatabases } from "../services/pubsub/database";
import { buildApplication } from "./build-application";
import type { Command, Place } from "./command";
import { prepare } from "./prepare";
import { serve, type Serving } from "./serve";
import { readSettings } from "./settings";
import type { BuiltApplication } from "./source";
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
  /** Changes that the running application does not have. */
  const open = new Set<string>();
  let { built } = serving;
  let isBusy = false;
  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    while (waiting.size > 0 && !serving.signal.aborted) {
      for (const path of waiting) open.add(path);
      waiting = new Set();
      try {
        built = await update(at, { ...serving, built }, steps, [...open]);
        open.clear();
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
  // The start may have taken the model from the cache: read once here, the first change finds everything else parsed.
  void steps.run("get ready for changes", () => readApp(at.root));
  serving.keeper.keepSpare(serving.application, ({ root, main }) => loadedPackages(root, main));
}

/** Brings the changes of `paths` into the running application; returns what runs then. */
async function update(
  at: Place,
  { settings, postgres, keeper, built: before, signal }: Omit<Serving, "application">,
  steps: Steps,
  paths: string[],
): Promise<BuiltApplication> {
  const began = Date.now();
  const isPage = (path: string) => path.startsWith("frontend/") && path !== "frontend/serve.ts";
  if (paths.some(isPage) && (await steps.run("build the front end", () => buildFrontend(at.root, signal)))) {
    console.error(`Pages rebuilt in ${Date.now() - began} ms; reload them.`);
  }
  if (paths.every(isPage)) return before;
  const hasNewRuntime = paths.some((path) => path.startsWith("host/"));
  const built = await buildApplication(at, steps, hasNewRuntime ? undefined : before.native);
  const areCurrent = paths.every(isCode) && isEqual(databasesOf(at, before), databasesOf(at, built));
  const application = await prepare(at, settings, postgres.databases, built, steps, areCurrent);
  if (signal.aborted) return before;
  if (await steps.run("replace the application", () => keeper.replace(application)))
    console.error(`Reloaded in ${Date.now() - began} ms.`);
  return built;
}

/** Neither a migration nor a folder that may hold some. */
function isCode(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

function databasesOf({ home }: Place, { app }: BuiltApplication): unknown {
  return neededDatabases(home, app);
}
