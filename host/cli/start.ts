import type { Command } from "./command";
import { serve } from "./serve";
import { readSettings } from "./settings";
import { Steps } from "./steps";

export const start: Command = {
  summary: "Runs everything in the foreground: PostgreSQL, migrations, the application and its pages.",
  options: { verbose: { type: "boolean" } },
  run: (call) =>
    serve(call, readSettings(call.root, process.env, call.flags), new Steps(call.flags["verbose"] === true)),
};
