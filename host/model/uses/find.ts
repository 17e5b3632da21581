/** Which service uses what, and the uses that Encore refuses because it could not follow them. */
import type { Database } from "../app";
import { errorAt, positionOf } from "../diagnostics";
import type { Bound, Context, Resources } from "../resources/context";
import { innermost, type ServiceFolder } from "../services";
import type { Module } from "../source/module";
import { type StaticSql, staticSql } from "../sql/static-sql";
import { bucketOperations, topicOperations } from "./permissions";
import { type Bindings, type Use, usesIn } from "./scan";

export interface Uses {
  /** Service → names. */
  databases: Map<string, Set<string>>;
  metrics: Map<string, Set<string>>;
  buckets: Map<string, Map<string, Set<string>>>;
  /** Database → calls of its query methods. */
  queries: Map<string, Database["queries"]>;
  /** Topic → services. */
  publishers: Map<string, Set<string>>;
  /** SQL that can be read before the program runs. */
  sql: StaticSql[];
}

type Used =
  | { kind: "topic" | "database" | "metric" | "cache" | "any"; name: string }
  | { kind: "bucket"; name: string; public: boolean }
  | { kind: "client"; name: string };

/** Finds all uses; what is not allowed goes to the diagnostics. */
export function findUses(modules: Module[], services: ServiceFolder[], context: Context): Uses {
  const uses: Uses = {
    databases: new Map(),
    metrics: new Map(),
    buckets: new Map(),
    publishers: new Map(),
    queries: new Map(),
    sql: [],
  };
  const bindings = bindingsOf(context.resources, services);
  for (const module of modules) {
    const service = innermost(module.file, services)?.name;
    for (const use of usesIn(module, bindings, context.program)) {
      context.diagnostics.attempt(() => RECORD[use.resource.kind](use, service, uses, context), use.node);
    }
  }
  return uses;
}

/** Resources of other kinds hide what a name would mean otherwise, but may be used in any way. */
function bindingsOf(resources: Resources, services: ServiceFolder[]): Bindings<Used> {
  const bindings = new Map<string, Map<string, Used>>();
  const put = (file: string, name: string, used: Used): void => {
    const names = bindings.get(file) ?? new Map<string, Used>();
    bindings.set(file, names.set(name, used));
  };
  const all = <T>(list: Bound<T>[], used: (of: T) => Used): void => {
    for (const { of, module, name } of list) if (name !== undefined) put(module.file, name, used(of));
  };
  const isPublic = (name: string): boolean => resources.buckets.some((b) => b.of.name === name && b.of.public);
  all(resources.endpoints, ({ name }) => ({ kind: "any", name }));
  all(resources.authHandlers, ({ name }) => ({ kind: "any", name }));
  all(resources.databases, ({ name }) => ({ kind: "database", name }));
  all(resources.databaseNames, (name) => ({ kind: "database", name }));
  all(resources.buckets, ({ name }) => ({ kind: "bucket", name, public: isPublic(name) }));
  all(resources.bucketNames, (name) => ({ kind: "bucket", name, public: isPublic(name) }));
  all(resources.topics, ({ name }) => ({ kind: "topic", name }));
  all(resources.subscriptions, ({ subscription }) => ({ kind: "any", name: subscription.name }));
  all(resources.crons, ({ cron }) => ({ kind: "any", name: cron.id }));
  all(resources.secrets, (name) => ({ kind: "any", name }));
  all(resources.metrics, ({ name }) => ({ kind: "metric", name }));
  all(resources.caches, ({ name }) => ({ kind: "cache", name }));
  all(resources.cacheNames, (name) => ({ kind: "cache", name }));
  for (const { name } of services) put("~encore/clients", name.replaceAll("-", "_"), { kind: "client", name });
  return bindings;
}

type Recorder = (use: Use<Used>, service: string | undefined, uses: Uses, context: Context) => void;

const RECORD: Record<Used["kind"], Recorder> = {
  any() {},
  topic(use, service, uses, context) {
    if (use.how === "constructor") return;
    if (use.how !== "method")
      throw errorAt(
        use.node,
        `invalid topic usage: ${use.node.getText()}`,
        "A topic can be published to, subscribed to, or handed on with ref<Publisher>().",
      );
    if (use.method !== "publish" && (use.method !== "ref" || !topicOperations(use.call, use.module, context))) return;
    add(
      uses.publishers,
      use.resource.name,
      inService(use, service, "cannot determine which service is accessing this topic"),
    );
  },
  database(use, service, uses) {
    if (use.how === "other" || use.how === "called") {
      throw errorAt(
        use.node,
        `invalid use of database resource: ${use.node.getText()}`,
        "A database can be queried, or passed to a function.",
      );
    }
    const { name } = use.resource;
    const sql = use.how === "method" || use.how === "template" ? staticSql(use.method, use.node) : undefined;
    if (sql !== undefined) uses.sql.push(sql);
    if ((use.how === "method" || use.how === "template") && use.method !== "connectionString") {
      uses.queries.set(name, [...(uses.queries.get(name) ?? []), { method: use.method, at: positionOf(use.node) }]);
    }
    if (service !== undefined) add(uses.databases, service, name);
  },
  metric(use, service, uses) {
    if (use.how === "constructor") return;
    if (use.how !== "method")
      throw errorAt(
        use.node,
        `invalid metric usage: ${use.node.getText()}`,
        "A metric has increment, set, with and ref.",
      );
    if (!["increment", "set", "with", "ref"].includes(use.method)) return;
    add(
      uses.metrics,
      inService(use, service, "cannot determine which service is accessing this metric"),
      use.resource.name,
    );
  },
  bucket(use, service, uses, context) {
    if (use.how !== "method")
      throw errorAt(
        use.node,
        `invalid use of bucket resource: ${use.node.getText()}`,
        "A bucket can be used by calling its methods, or handed on with ref<Uploader>().",
      );
    const { resource } = use;
    const operations = bucketOperations(use.method, use.call, use.module, context);
    if (resource.kind === "bucket" && !resource.public && operations.includes("get_public_url")) {
      throw errorAt(
        use.node,
        `cannot ${use.method === "ref" ? "use" : "call"} publicUrl on a non-public bucket: ${resource.name}`,
        "Declare the bucket with public: true.",
      );
    }
    const owner = inService(use, service, "cannot determine which service is accessing this bucket");
    const buckets = uses.buckets.get(owner) ?? new Map<string, Set<string>>();
    uses.buckets.set(owner, buckets);
    for (const operation of operations) add(buckets, resource.name, operation);
  },
  cache(use, service) {
    if (use.how !== "constructor") return;
    inService(use, service, "cannot determine which service is accessing this cache cluster");
  },
  client(use, service) {
    if (use.how === "field" && use.field === "Client") return;
    if (use.how !== "method")
      throw errorAt(
        use.node,
        `invalid service client ${use.how === "field" ? "field access" : "usage"}: ${use.node.getText()}`,
        "Call an endpoint: service.endpoint(…), or hand the client on with ref().",
      );
    inService(use, service, "unable to determine service for call");
  },
};

function inService(use: Use<Used>, service: string | undefined, message: string): string {
  if (service === undefined)
    throw errorAt(use.node, `${message}: ${use.node.getText()}`, "Move the code into the folder of a service.");
  return service;
}

function add<K>(map: Map<K, Set<string>>, key: K, value: string): void {
  map.set(key, (map.get(key) ?? new Set<string>()).add(value));
}
