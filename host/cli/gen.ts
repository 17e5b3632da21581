import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generateClient } from "../generate/client/generate-client";
import { generate } from "../generate/generate";
import { readSource } from "./build-application";
import { type Command, UsageError } from "./command";

const clientFile = "frontend/src/api/client.gen.ts";

export const gen: Command = {
  summary: `Writes encore.gen/ and the typed client of the front end (${clientFile}) from the source.`,
  usage: "client",
  async run({ root, rest }) {
    if (rest.length !== 1 || rest[0] !== "client")
      throw new UsageError(`lobby gen: there is "client" to generate, not "${rest.join(" ")}".`);
    const app = await readSource(root);
    await generate(app, root);
    const isNew = writeChanged(join(root, clientFile), generateClient(app));
    console.log(`${clientFile} ${isNew ? "written" : "is up to date"}.`);
    return 0;
  },
};

function writeChanged(file: string, text: string): boolean {
  try {
    if (readFileSync(file, "utf8") === text) return false;
  } catch {
    mkdirSync(dirname(file), { recursive: true });
  }
  writeFileSync(file, text);
  return true;
}
