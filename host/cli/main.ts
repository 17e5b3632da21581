import { resolve } from "node:path";
import { checkApplication } from "./application";
import { runCommandLine } from "./command-line";

/** Runs one command line of the host installed in `home`, and returns the exit code. */
export function main(args: string[], home: string): Promise<number> {
  return runCommandLine(args, {
    name: "npm run lobby --",
    commands: {
      start: async () => (await import("./start")).start,
      dev: async () => (await import("./dev")).dev,
      test: async () => (await import("./test")).test,
      check: async () => (await import("./check")).check,
      model: async () => (await import("./model")).model,
      gen: async () => (await import("./gen")).gen,
      build: async () => (await import("./build")).build,
      migrate: async () => (await import("./migrate")).migrate,
      db: async () => (await import("./db")).db,
      pubsub: async () => (await import("./pubsub")).pubsub,
      cron: async () => (await import("./cron")).cron,
      doctor: async () => (await import("./doctor")).doctor,
    },
    options: {
      app: { type: "string" },
      port: { type: "string" },
      data: { type: "string" },
      profile: { type: "string" },
      infra: { type: "string" },
    },
    optionsHelp: [
      "Every command takes --app <directory of another Encore.ts application>, --port <number>, --data <directory>,",
      "--profile run|image (as under `encore run`, or as in a production image, which is the default with --app), and",
      "--infra <file> (Encore's infra.config.json; also LOBBY_INFRA).",
    ],
    otherwise: "help",
    place({ app }) {
      const root = typeof app === "string" ? resolve(app) : home;
      if (root !== home) checkApplication(root);
      return { home, root };
    },
    source: async (place) => (await import("./from-source")).fromSource(place),
  });
}
