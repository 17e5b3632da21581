/** What can only be said of the application as a whole: names, routes, who belongs to which service. */
import type { Endpoint } from "../app";
import type { Bound, Context } from "../resources/context";
import { resourceAt } from "../resources/lookup";
import { type Diagnostics, errorAt, positionOf } from "../diagnostics";
import { innermost, type ServiceFolder } from "../services";
import { checkRoutes } from "./routes";
import { checkUnique } from "./unique";

export function checkApp({ resources, diagnostics, program }: Context, services: ServiceFolder[]): void {
  const unique = <T>(list: Bound<T>[], key: (of: T) => string, message: string): void =>
    checkUnique(
      list,
      ({ of }) => key(of),
      ({ node }) => positionOf(node),
      message,
      diagnostics,
    );
  unique(
    resources.endpoints,
    (e) => `${e.service}.${e.name}`,
    "api endpoints with conflicting names defined within the same service",
  );
  unique(resources.topics, (t) => t.name, "PubSub topic with this name already defined");
  unique(resources.databases, (d) => d.name, "SQL Database with this name already defined");
  unique(resources.buckets, (b) => b.name, "Bucket with this name already defined");
  unique(resources.crons, (c) => c.cron.id, "Cron job with this name already defined");
  unique(
    resources.metrics,
    (m) => m.name,
    "metric is defined multiple times; metrics must have unique names across the entire application",
  );
  unique(resources.caches, (c) => c.name, "Cache cluster with this name already defined");
  const subscribed = resources.subscriptions.map((s) => ({
    ...s,
    topic: resourceAt(s.of.topic, s.module, resources.topics, program)?.of.name ?? "",
  }));
  checkUnique(
    subscribed,
    (s) => `${s.topic} ${s.of.subscription.name}`,
    (s) => s.of.subscription.at,
    "PubSub subscription with this name already defined on this topic",
    diagnostics,
  );
  unique(resources.gateways, () => "api-gateway", "multiple gateways not yet supported");
  unique(resources.authHandlers, () => "auth handler", "only one auth handler can be defined per application");
  checkRoutes(
    resources.endpoints.map(({ of, module }) => ({
      ...of,
      service: innermost(module.file, services)?.name ?? of.service,
    })),
    diagnostics,
  );
  checkServices(resources.endpoints, services, diagnostics);
  checkNamed(resources.databaseNames, resources.databases, "SQLDatabase", diagnostics);
  checkNamed(resources.bucketNames, resources.buckets, "Bucket", diagnostics);
  checkNamed(resources.cacheNames, resources.caches, "CacheCluster", diagnostics);
  checkOwners(resources.secrets, "secrets must be loaded from within services", services, diagnostics);
}

function checkServices(endpoints: Bound<Endpoint>[], services: ServiceFolder[], diagnostics: Diagnostics): void {
  for (const { of, node, module } of endpoints) {
    const service = innermost(module.file, services);
    if (service?.name !== of.service) {
      diagnostics.add(
        errorAt(
          node,
          `missing service ${of.service}`,
          `The folder belongs to ${service?.name ?? "no service"}. Give that one an encore.service.ts, or move the endpoint.`,
        ),
      );
    }
  }
}

function checkNamed(
  names: Bound<string>[],
  declared: Bound<{ name: string }>[],
  what: string,
  diagnostics: Diagnostics,
): void {
  for (const { of, node } of names) {
    if (declared.some((d) => d.of.name === of)) continue;
    diagnostics.add(
      errorAt(
        node,
        `resource not found: ${what} { name: ${JSON.stringify(of)} }`,
        `Declare it somewhere with new ${what}(${JSON.stringify(of)}).`,
      ),
    );
  }
}

function checkOwners<T>(list: Bound<T>[], message: string, services: ServiceFolder[], diagnostics: Diagnostics): void {
  for (const { node, module } of list) {
    if (innermost(module.file, services) === undefined)
      diagnostics.add(errorAt(node, message, "Move it into the folder of a service."));
  }
}
