import type { Command } from "./command";
import { serve } from "./serve";
import { readSettings } from "./settings";
import { Steps } from "./steps";

export const start: Command = {
  summary: "Runs everything in the foreground: PostgreSQL, migrations, the application and its pages.",
  options: { verbose: { type: "boolean" } },
  run: ({ root, flags }) => serve(root, readSettings(root, process.env), new Steps(flags["verbose"] === true)),
};
