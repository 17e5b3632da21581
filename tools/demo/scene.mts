import type { Chance } from "./chance.mjs";
import type { Team } from "./team.mjs";

/** What a scene plays in. */
export interface Stage {
  team: Team;
  propertyId: number;
  chance: Chance;
}

/** One thing that happens in a hotel. Resolves to what was done, in a few words; null when there was nothing to do. */
export type Scene = (stage: Stage) => Promise<string | null>;
