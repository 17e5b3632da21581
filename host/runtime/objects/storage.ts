import { inspect } from "node:util";
import type { App } from "../../model/app";
import { ObjectStore } from "../../services/objects/object-store";
import { signingKey } from "../../services/objects/signing-key";
import type { RuntimeConfig } from "../config";
import type { HostLog } from "../logger/host-log";
import type { HostMetrics } from "../metrics/host-metrics";
import { isLost, refusedName } from "./names";

/** The buckets of the application on disk; what native objects and the HTTP door share. */
export class ObjectStorage {
  readonly store: ObjectStore;
  /** Where objects are reached from outside; ends in the path of the door. */
  readonly baseUrl: string;
  /** As the local store of `encore run`: signatures are not verified, and an empty object cannot be described. */
  readonly isLocal: boolean;
  readonly log: HostLog;
  readonly metrics: HostMetrics;
  readonly #buckets: ReadonlyMap<string, App["buckets"][number]>;
  #key: Promise<Buffer> | undefined;

  constructor(
    { dir, baseUrl }: NonNullable<RuntimeConfig["objects"]>,
    profile: RuntimeConfig["profile"],
    buckets: App["buckets"],
    { log, metrics }: { log: HostLog; metrics: HostMetrics },
  ) {
    this.store = new ObjectStore(dir);
    this.baseUrl = baseUrl;
    this.isLocal = profile === "run";
    this.log = log;
    this.metrics = metrics;
    this.#buckets = new Map(buckets.map((bucket) => [bucket.name, bucket]));
  }

  has(bucket: string): boolean {
    return this.#buckets.has(bucket);
  }

  isPublic(bucket: string): boolean {
    return this.#buckets.get(bucket)?.public === true;
  }

  /** Throws for a name that would be lost; where the local store of `encore run` loses it silently, it is logged and counted. */
  checkKeepable(bucket: string, name: string): void {
    if (!isLost(name)) return;
    if (!this.isLocal) throw refusedName(400, "upload", bucket, name);
    this.metrics.objectsLost.add({ bucket });
    this.log.write("warn", "object lost: its name has a line feed", { bucket, object: name });
  }

  /** Clears away what killed processes left, meanwhile. */
  tidy(): void {
    this.store.tidy().catch((error: unknown) => {
      this.log.write("warn", "objects: left-over uploads not removed", { error: inspect(error) });
    });
  }

  /** Signs and verifies URLs. */
  key(): Promise<Buffer> {
    return (this.#key ??= signingKey(this.store.dir).catch((error: unknown) => {
      this.#key = undefined;
      throw error;
    }));
  }
}
