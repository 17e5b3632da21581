import type { App } from "../../model/app";
import type { Problem } from "../../problem";
import { secretsOf } from "../secrets";
import type { Settings } from "../settings";

/** Secrets that the source asks for and nobody has set: the application would get an empty text. */
export function secretProblems(app: App, root: string, settings: Settings): Problem[] {
  return secretsOf(app, root, settings).unset.map((name) => ({
    cause: `The secret ${name} is not set; ${usersOf(app, name)} would get an empty text.`,
    remedy: settings.infra?.secrets
      ? `Add ${name} to secrets in the file of --infra.`
      : `Set ${name} in the environment, or write ${name}: "…" into .secrets.local.cue.`,
  }));
}

function usersOf(app: App, secret: string): string {
  const users = app.services.filter((service) => service.secrets.includes(secret)).map((service) => service.name);
  return users.length === 1 ? `the service ${users[0]}` : `the services ${users.join(", ")}`;
}
