import { resolve } from "node:path";
import { uncovered } from "../infra/covers";
import { InfraError, type InfraPurpose, readInfra } from "../infra/read-infra";
import type { InfraFile } from "../infra/shape";
import type { App } from "../model/app";
import { type CommandCall, UserError } from "./command";
import type { Settings } from "./settings";

/** The file of `--infra`, of LOBBY_INFRA, or of ENCORE_INFRA_CONFIG_PATH, as Encore's own images name it. */
export function infraOf(
  flags: CommandCall["flags"],
  env: NodeJS.ProcessEnv,
  purpose: InfraPurpose,
): { infraPath: string; infra: InfraFile } | undefined {
  const named = flags["infra"] ?? (env["LOBBY_INFRA"] || env["ENCORE_INFRA_CONFIG_PATH"]);
  if (typeof named !== "string") return undefined;
  const infraPath = resolve(named);
  return { infraPath, infra: asUser(() => readInfra(infraPath, env, purpose)) };
}

/** The file must speak of all of the application. */
export function checkInfra(app: App, { infra, infraPath }: Settings, purpose: InfraPurpose = "run"): void {
  if (!infra || infraPath === undefined) return;
  const problems = uncovered(app, infra, purpose);
  if (problems.length > 0)
    asUser(() => {
      throw new InfraError(infraPath, problems);
    });
}

function asUser<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof InfraError ? new UserError(error.message) : error;
  }
}
