import type { App } from "../model/app";
import type { ValueMakers } from "../schema/wire";
import type { RuntimeConfig } from "./config";
import type { Lifecycle } from "./lifecycle";
import type { HostLog } from "./logger/host-log";
import type { ObjectStorage } from "./objects/storage";
import type { HostMetrics } from "./metrics/host-metrics";

/** What every part of the runtime is built with. One per process (one per worker in tests). */
export interface RuntimeContext {
  readonly config: RuntimeConfig;
  readonly app: App;
  readonly log: HostLog;
  readonly metrics: HostMetrics;
  readonly lifecycle: Lifecycle;
  /** Absent without a directory for them, or without buckets. */
  readonly objects?: ObjectStorage;
  /** Builds encore.dev's own Decimal for handlers. */
  readonly makers: ValueMakers;
}
