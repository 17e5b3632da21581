import type { Network } from "./network";
import type { Postgres } from "./postgres";
import type { Random } from "./random";
import type { ServerPlace } from "./server-place";

/** What faults happen to. */
export interface Scene {
  places: readonly ServerPlace[];
  postgres: Postgres;
  network: Network;
  /** Aborted when the time for faults is over: those that last end early. */
  over: AbortSignal;
}

/** Lets something go wrong and right again; resolves, when both are done, to what it was. Throws when it could not happen. */
export type Fault = (scene: Scene, random: Random) => Promise<string>;
