import type { App, Diagnostic, Position } from "./app";

/**
 * What an Encore application may have and this host does not carry, so that nothing is silently without effect. Empty when the
 * application can be started. (The source is still read as Encore reads it: these are no errors of the source.)
 */
export function notCarried(app: App): Diagnostic[] {
  const refuse =
    (what: string, help: string) =>
    (at: Position): Diagnostic => ({ at, message: `${what} is not carried by this host`, help });
  return [
    ...app.caches.map((c) =>
      refuse(`CacheCluster ${c.name}`, "Keep the data in a database, or in memory of the service.")(c.at),
    ),
    ...app.buckets.map((b) => refuse(`Bucket ${b.name}`, "Object storage needs Encore's own runtime for now.")(b.at)),
    ...app.metrics.map((m) =>
      refuse(`Metric ${m.name}`, "Count in the service and serve the numbers from an endpoint.")(m.at),
    ),
    ...app.topics.flatMap((t) => [
      ...(t.orderingAttribute === undefined
        ? []
        : [refuse(`orderingAttribute of Topic ${t.name}`, "Number the messages where they are made.")(t.at)]),
      ...(t.delivery === "at-least-once"
        ? []
        : [
            refuse(
              `${t.delivery} of Topic ${t.name}`,
              "Write at-least-once, and let handlers bear a second delivery.",
            )(t.at),
          ]),
    ]),
    ...app.databases.flatMap((d) =>
      d.queries.map((q) =>
        refuse(
          `${q.method} of SQLDatabase ${d.name}`,
          "Use its connectionString with a PostgreSQL client such as pg.",
        )(q.at),
      ),
    ),
  ];
}
