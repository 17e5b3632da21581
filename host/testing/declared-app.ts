import { join } from "node:path";
import { generate } from "../generate/generate";
import type { App } from "../model/app";
import { readApp } from "../model/read";

/** The application that the tests run in, read from the source; `~encore/clients` and `~encore/auth` are brought up to date. */
export async function declaredApp(root: string): Promise<App> {
  const result = await readApp(root, { cacheDir: join(root, ".lobby/model") });
  if (!result.ok) {
    const found = result.diagnostics.map(
      ({ at, message, help }) => `${at.file}:${at.line}:${at.column}: ${message}${help ? `\n  ${help}` : ""}`,
    );
    throw new Error(`The application cannot be read:\n${found.join("\n")}`);
  }
  await generate(result.app, root);
  return result.app;
}
