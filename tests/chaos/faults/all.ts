import type { Fault } from "../scene";
import * as database from "./database";
import * as deliveries from "./deliveries";
import * as network from "./network";
import * as processes from "./processes";

/** Every kind of fault by its name in schedules and reports. */
export const FAULTS = { ...processes, ...database, ...network, ...deliveries } satisfies Record<string, Fault>;

export type FaultKind = keyof typeof FAULTS;
export const FAULT_KINDS = Object.keys(FAULTS) as FaultKind[];
