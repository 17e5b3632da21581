import type { Application } from "../services/application-process";
import { Keeper } from "../services/keeper";
import { type Place, UserError } from "./command";
import { openPostgres, type Postgres } from "./postgres";
import { prepare } from "./prepare";
import { publicUrl, type Settings } from "./settings";
import type { ApplicationSource, BuiltApplication } from "./source";
import type { Steps } from "./steps";
import { takePlace } from "./take-place";
import { isStopped, stopSignal, unlessStopped } from "./stop-signal";

/** A server that is up: what `dev` goes on with. */
export interface Serving {
  settings: Settings;
  postgres: Postgres;
  keeper: Keeper;
  /** What was started, and how. */
  built: BuiltApplication;
  application: Application;
  /** Aborted by SIGINT and SIGTERM. */
  signal: AbortSignal;
}

/**
 * Brings everything up in the foreground and stays until it is told to end (exit code 0, or 1 when it took longer than its budget) or cannot go on. `meanwhile` runs once
 * the server is up.
 */
export async function serve(
  at: Place & { source: ApplicationSource },
  settings: Settings,
  steps: Steps,
  meanwhile: (serving: Serving) => void = () => {},
): Promise<number> {
  const keeper = new Keeper({ ...settings, report: (text) => console.error(text) });
  const signal = stopSignal(() => void keeper.end());
  const release = await takePlace(settings);
  const opening = steps.run("start PostgreSQL", () => openPostgres(at.home, settings));
  try {
    const [postgres, built] = await unlessStopped(signal, Promise.all([opening, at.source.build(steps, signal)]));
    const application = await unlessStopped(signal, prepare(at, settings, postgres.databases, built, steps));
    if (
      !(await unlessStopped(
        signal,
        steps.run("start the application", () => keeper.replace(application)),
      ))
    )
      return 1;
    const isOurs = at.root === at.home;
    console.log(
      isOurs ? `Lobby is ready on ${publicUrl(settings)}` : `ready on http://${settings.host}:${settings.port}`,
    );
    meanwhile({ settings, postgres, keeper, built, application, signal });
    const end = await unlessStopped(signal, Promise.race([keeper.gaveUp, postgres.ended]));
    if (typeof end === "number") return end;
    throw new UserError(`PostgreSQL ended unexpectedly. Its last lines:\n${end}`);
  } catch (error) {
    if (await isStopped(signal)) return await keeper.end();
    throw error;
  } finally {
    await keeper.end();
    await opening.then(
      (postgres) => postgres.stop(),
      () => {},
    );
    release();
  }
}
