import type { App } from "../model/app";
import { readSecrets, SecretsFileError } from "../services/secrets/secrets";
import { UserError } from "./command";
import type { Settings } from "./settings";

/**
 * The values of the application's secrets: those of infra.config.json where it has some, else the environment, then
 * .secrets.local.cue. `unset`: the names without one.
 */
export function secretsOf(
  app: App,
  root: string,
  { infra }: Settings,
): { values: Record<string, string>; unset: string[] } {
  const names = [...new Set(app.services.flatMap((service) => service.secrets))];
  const values = infra?.secrets ?? fromHere(root, names);
  return { values, unset: names.filter((name) => !Object.hasOwn(values, name)) };
}

function fromHere(root: string, names: string[]): Record<string, string> {
  try {
    return readSecrets(root, names, process.env);
  } catch (error) {
    throw error instanceof SecretsFileError ? new UserError(error.message) : error;
  }
}
