import type { Reference } from "../source/references";
import { readAuthHandler } from "./auth-handler";
import { readBucket } from "./bucket";
import { KEYSPACES, readCache, readKeyspace } from "./cache";
import type { Context } from "./context";
import { readCron } from "./cron";
import { readDatabase } from "./database";
import { readEndpoint } from "./endpoint";
import { readGateway } from "./gateway";
import { readMetric } from "./metric";
import { readSecret } from "./secret";
import { readSubscription } from "./subscription";
import { readTopic } from "./topic";

type Reader = (reference: Reference, context: Context) => void;

const READERS: Record<string, Record<string, Reader>> = {
  "encore.dev/api": { api: readEndpoint, Gateway: readGateway },
  "encore.dev/auth": { authHandler: readAuthHandler },
  "encore.dev/pubsub": { Topic: readTopic, Subscription: readSubscription },
  "encore.dev/storage/sqldb": { SQLDatabase: readDatabase },
  "encore.dev/storage/objects": { Bucket: readBucket },
  "encore.dev/storage/cache": {
    CacheCluster: readCache,
    ...Object.fromEntries(KEYSPACES.map((name) => [name, readKeyspace])),
  },
  "encore.dev/cron": { CronJob: readCron },
  "encore.dev/config": { secret: readSecret },
  "encore.dev/metrics": { Counter: readMetric, CounterGroup: readMetric, Gauge: readMetric, GaugeGroup: readMetric },
};

/** The reader of what a reference declares; undefined when it declares no resource. Services are read before all others. */
export function readerOf({ specifier, name }: Reference): Reader | undefined {
  return READERS[specifier]?.[name];
}
