import type { App, Diagnostic, Position } from "./app";

/**
 * What an Encore application may have and this host does not carry, so that nothing is silently without effect. Empty when the
 * application can be started. (The source is still read as Encore reads it: these are no errors of the source.)
 */
export function notCarried({ caches, buckets, metrics, crons, topics, databases }: App): Diagnostic[] {
  const ordered = topics.filter((t) => t.orderingAttribute !== undefined);
  const exact = topics.filter((t) => t.delivery !== "at-least-once");
  const queries = databases.flatMap((d) => d.queries.map((q) => ({ ...q, database: d.name })));
  return [
    ...caches.map((c) => refuse(c.at, `CacheCluster ${c.name}`, "Keep the data in a database or in the service.")),
    ...buckets.map((b) => refuse(b.at, `Bucket ${b.name}`, "Object storage needs Encore's own runtime for now.")),
    ...metrics.map((m) => refuse(m.at, `Metric ${m.name}`, "Count in the service and serve the numbers yourself.")),
    ...crons.map((c) => refuse(c.at, `CronJob ${c.id}`, "Use a timer in the service, or call it from outside.")),
    ...ordered.map((t) => refuse(t.at, `orderingAttribute of Topic ${t.name}`, "Number the messages at their source.")),
    ...exact.map((t) => refuse(t.at, `${t.delivery} of Topic ${t.name}`, "Write at-least-once; handlers see doubles.")),
    ...queries.map((q) =>
      refuse(q.at, `${q.method} of SQLDatabase ${q.database}`, "Use its connectionString with pg."),
    ),
  ];
}

function refuse(at: Position, what: string, help: string): Diagnostic {
  return { at, message: `${what} is not carried by this host`, help };
}
