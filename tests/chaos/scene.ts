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

/** What faults of the network happen to. */
export type NetworkScene = Pick<Scene, "network" | "over">;

/** There was nothing that the fault could have happened to. */
export class NotNow extends Error {
  override name = "NotNow";
}

/** Lets something go wrong and right again; resolves, when both are done, to what it was. Throws NotNow when it could not happen. */
export type Fault<S = Scene> = (scene: S, random: Random) => Promise<string>;
