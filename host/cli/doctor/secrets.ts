import type { App } from "../../model/app";
import type { Problem } from "../../problem";
import { readSecrets } from "../../services/secrets";

/** Secrets that the source asks for and nobody has set: the application would get an empty text. */
export function secretProblems(app: App, root: string, env: NodeJS.ProcessEnv): Problem[] {
  const names = [...new Set(app.services.flatMap((service) => service.secrets))];
  const found = readSecrets(root, names, env);
  return names
    .filter((name) => !(name in found))
    .map((name) => ({
      cause: `The secret ${name} is not set; ${usersOf(app, name)} would get an empty text.`,
      remedy: `Set ${name} in the environment, or write ${name}: "…" into .secrets.local.cue.`,
    }));
}

function usersOf(app: App, secret: string): string {
  const users = app.services.filter((service) => service.secrets.includes(secret)).map((service) => service.name);
  return users.length === 1 ? `the service ${users[0]}` : `the services ${users.join(", ")}`;
}
