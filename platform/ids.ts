import { randomInt } from "node:crypto";
import { v7 } from "uuid";
import { clock } from "./clock";

let lastMs = -1;
let sequence = 0;

/** A new UUIDv7. Ids made by one process ascend, also within a millisecond. */
export function newId(): string {
  const msecs = clock.nowMs();
  sequence = msecs === lastMs ? sequence + 1 : randomInt(2 ** 31);
  lastMs = msecs;
  return v7({ msecs, seq: sequence });
}
