import type { Reference } from "../source/references";
import { readAuthHandler } from "./auth-handler";
import { readBucket } from "./bucket";
import { KEYSPACES, readCache, readKeyspace } from "./cache";
import { bound, type Context, nameArgument } from "./context";
import { readCron } from "./cron";
import { readDatabase } from "./database";
import { readEndpoint } from "./endpoint";
import { readGateway } from "./gateway";
import { readMetric } from "./metric";
import { readSecret } from "./secret";
import { readSubscription } from "./subscription";
import { readTopic } from "./topic";

type Reader = (reference: Reference, context: Context) => void;

const READERS: Record<string, Record<string, Partial<Record<Reference["form"], Reader>>>> = {
  "encore.dev/api": { api: { call: readEndpoint }, Gateway: { new: readGateway } },
  "encore.dev/auth": { authHandler: { call: readAuthHandler } },
  "encore.dev/pubsub": { Topic: { new: readTopic }, Subscription: { new: readSubscription } },
  "encore.dev/storage/sqldb": { SQLDatabase: { new: readDatabase, named: readNamed("databaseNames") } },
  "encore.dev/storage/objects": { Bucket: { new: readBucket, named: readNamed("bucketNames") } },
  "encore.dev/storage/cache": {
    CacheCluster: { new: readCache, named: readNamed("cacheNames") },
    ...Object.fromEntries(KEYSPACES.map((name) => [name, { new: readKeyspace }])),
  },
  "encore.dev/cron": { CronJob: { new: readCron } },
  "encore.dev/config": { secret: { call: readSecret } },
  "encore.dev/metrics": Object.fromEntries(
    ["Counter", "CounterGroup", "Gauge", "GaugeGroup"].map((name) => [name, { new: readMetric }]),
  ),
};

/** The reader of what a reference declares; undefined when it declares no resource. Services are read before all others. */
export function readerOf({ specifier, name, form }: Reference): Reader | undefined {
  return READERS[specifier]?.[name]?.[form];
}

/** `SQLDatabase.named("x")` and its kin: a resource that is declared elsewhere. */
function readNamed(list: "databaseNames" | "bucketNames" | "cacheNames"): Reader {
  return (reference, { resources }) => {
    resources[list].push(bound(nameArgument(reference), reference));
  };
}
