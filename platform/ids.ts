import { randomInt } from "node:crypto";
import { v7 } from "uuid";
import { clock } from "./clock";

let lastMs = -1;
let sequence = 0;

/** The millisecond since 1970 inside a UUIDv7. */
export const timeOfId = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** A new UUIDv7. Ids made by one process ascend, also within a millisecond. */
export function newId(): string {
  const msecs = clock.nowMs();
  sequence = msecs === lastMs ? sequence + 1 : randomInt(2 ** 31);
  lastMs = msecs;
  return v7({ msecs, seq: sequence });
}
