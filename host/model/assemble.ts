/** What the readers found → App. */
import type { NamedType } from "../schema/schema";
import type { App, Gateway, Service, Topic } from "./app";
import type { Manifest } from "./config";
import { positionOf } from "./diagnostics";
import type { Context, Resources } from "./resources/context";
import { reportMissing, resourceAt } from "./resources/lookup";
import { innermost, type ServiceFolder } from "./services";
import type { Uses } from "./uses/find";

const GATEWAY = "api-gateway";

export function assemble(manifest: Manifest, context: Context, services: ServiceFolder[], uses: Uses): App {
  const { resources, schemas } = context;
  const handler = gatewayOf(context)?.handler;
  return {
    id: manifest.id,
    cors: manifest.cors,
    types: withServices(schemas.types, services),
    services: services.map((service) => assembleService(service, resources, services, uses)),
    gateways: [assembleGateway(context, services)],
    ...(handler === undefined ? {} : { authHandler: handler }),
    topics: assembleTopics(context, uses),
    databases: resources.databases.map(({ of }) => ({ ...of, queries: uses.queries.get(of.name) ?? [] })),
    crons: resources.crons.flatMap((cron) => assembleCron(cron, context)),
    buckets: byName(resources.buckets.map(({ of }) => of)),
    metrics: byName(
      resources.metrics.map(({ of }) => ({
        ...of,
        services: services.map((s) => s.name).filter((s) => uses.metrics.get(s)?.has(of.name)),
      })),
    ),
    caches: assembleCaches(context),
  };
}

function withServices(types: Record<string, NamedType>, services: ServiceFolder[]): Record<string, NamedType> {
  return Object.fromEntries(
    Object.entries(types).map(([id, type]) => {
      const service = innermost(type.file, services);
      return [id, service === undefined ? type : { ...type, service: service.name }];
    }),
  );
}

function assembleService(folder: ServiceFolder, resources: Resources, services: ServiceFolder[], uses: Uses): Service {
  const isHere = ({ module }: { module: { file: string } }): boolean => innermost(module.file, services) === folder;
  const buckets = [...(uses.buckets.get(folder.name) ?? [])].map(([name, operations]) => ({
    name,
    operations: [...operations].sort(),
  }));
  return {
    name: folder.name,
    dir: folder.dir,
    ...(folder.file === undefined ? {} : { file: folder.file }),
    endpoints: resources.endpoints.filter(isHere).map(({ of }) => of),
    databases: [...(uses.databases.get(folder.name) ?? [])].sort(),
    secrets: [...new Set(resources.secrets.filter(isHere).map(({ of }) => of))].sort(),
    metrics: [...(uses.metrics.get(folder.name) ?? [])].sort(),
    buckets: byName(buckets),
  };
}

function gatewayOf({
  resources,
  program,
  diagnostics,
}: Context): { bound: Resources["gateways"][number]; handler?: Resources["authHandlers"][number]["of"] } | undefined {
  const [bound] = resources.gateways;
  if (bound === undefined) return undefined;
  const { authHandler } = bound.of;
  if (authHandler === undefined) return { bound };
  const found = resourceAt(authHandler, bound.module, resources.authHandlers, program);
  if (found === undefined) {
    reportMissing(authHandler, "auth handler", bound.module, program, diagnostics);
    return { bound };
  }
  return { bound, handler: found.of };
}

function assembleGateway(context: Context, services: ServiceFolder[]): Gateway {
  const gateway = gatewayOf(context);
  if (gateway === undefined) return { name: GATEWAY };
  const { bound, handler } = gateway;
  const service = innermost(bound.module.file, services)?.name;
  return {
    name: GATEWAY,
    ...(service === undefined ? {} : { service }),
    ...(handler === undefined ? {} : { authHandler: handler.name }),
    at: positionOf(bound.node),
    ...(bound.name === undefined ? {} : { exportName: bound.name }),
  };
}

function assembleTopics({ resources, program, diagnostics }: Context, uses: Uses): Topic[] {
  const subscribed = new Map<string, Topic["subscriptions"]>();
  for (const { of, module } of resources.subscriptions) {
    const topic = resourceAt(of.topic, module, resources.topics, program);
    if (topic === undefined) {
      reportMissing(of.topic, "topic", module, program, diagnostics);
      continue;
    }
    subscribed.set(topic.of.name, [...(subscribed.get(topic.of.name) ?? []), of.subscription]);
  }
  return resources.topics.map(({ of }) => ({
    ...of,
    publishers: [...(uses.publishers.get(of.name) ?? [])].sort(),
    subscriptions: subscribed.get(of.name) ?? [],
  }));
}

function assembleCron(
  { of, module }: Resources["crons"][number],
  { resources, program, diagnostics }: Context,
): App["crons"] {
  const endpoint = resourceAt(of.endpoint, module, resources.endpoints, program);
  if (endpoint !== undefined)
    return [{ ...of.cron, endpoint: { service: endpoint.of.service, name: endpoint.of.name } }];
  reportMissing(of.endpoint, "endpoint", module, program, diagnostics);
  return [];
}

function assembleCaches({ resources, program }: Context): App["caches"] {
  return resources.caches.map((cache) => {
    const mine = resources.keyspaces.filter(
      ({ of, module }) => resourceAt(of.cluster, module, resources.caches, program) === cache,
    );
    return { ...cache.of, keyspaces: mine.map(({ of }) => of.keyspace) };
  });
}

function byName<T extends { name: string }>(list: T[]): T[] {
  return list.sort((a, b) => (a.name < b.name ? -1 : 1));
}
