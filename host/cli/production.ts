import { runCommandLine } from "./command-line";
import { fromBuild } from "./from-build";

/** Runs one command line of the production build in `dir`, which starts when no command is named; returns the exit code. */
export function main(args: string[], dir: string): Promise<number> {
  return runCommandLine(args, {
    name: "node server.mjs",
    commands: {
      start: async () => (await import("./start")).start,
      migrate: async () => (await import("./migrate")).migrate,
      db: async () => (await import("./db")).db,
      pubsub: async () => (await import("./pubsub")).pubsub,
      cron: async () => (await import("./cron")).cron,
      doctor: async () => (await import("./doctor")).doctor,
    },
    options: {
      port: { type: "string" },
      data: { type: "string" },
      profile: { type: "string", default: "image" },
      infra: { type: "string" },
    },
    optionsHelp: [
      "Every command takes --port <number>, --data <directory>, --profile run|image (image: as in a production image), and",
      "--infra <file> (Encore's infra.config.json; also LOBBY_INFRA).",
    ],
    otherwise: "start",
    place: () => ({ home: dir, root: dir }),
    source: (place) => Promise.resolve(fromBuild(place.root)),
  });
}
