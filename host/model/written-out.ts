/**
 * App → the form in which it is printed for others (`lobby model`) and in which the verdicts of the genuine parser are recorded
 * (host/__tests__/conformance/source/README.md): named types written out, nothing of the host's own.
 */
import type { Field, Rule, Schema, Types } from "../schema/schema";
import type { App, Endpoint, Segment, Service, Topic } from "./app";

type Json = Record<string, unknown>;

/** Empty lists, false flags and absent parts are left out. */
export function writtenOut(app: App): Json {
  const schema = (s: Schema | undefined): unknown => (s === undefined ? undefined : shapeOf(s, app.types, []));
  const secrets = Object.fromEntries(app.services.filter((s) => s.secrets.length > 0).map((s) => [s.name, s.secrets]));
  return bare({
    services: app.services.map((s) => serviceShape(s, schema)),
    topics: app.topics.map((t) => topicShape(t, schema)),
    databases: app.databases.map(({ name, migrationsDir, migrations, allowGaps }) =>
      bare({ name, migrationsDir, migrations, allowGaps }),
    ),
    buckets: app.buckets.map(({ name, public: isPublic, versioned }) => bare({ name, public: isPublic, versioned })),
    crons: app.crons.map(({ id, title, schedule, endpoint }) => ({
      id,
      title,
      schedule,
      endpoint: `${endpoint.service}.${endpoint.name}`,
    })),
    metrics: app.metrics.map(({ name, kind, labels }) => bare({ name, kind, labels })),
    caches: app.caches.map(({ name, evictionPolicy, keyspaces }) =>
      bare({
        name,
        evictionPolicy,
        keyspaces: keyspaces.map((k) => ({ ...k, key: schema(k.key), value: schema(k.value) })),
      }),
    ),
    gateways: app.gateways.map(({ name, service, authHandler }) => bare({ name, service, authHandler })),
    authHandler: app.authHandler && {
      name: app.authHandler.name,
      service: app.authHandler.service,
      params: schema(app.authHandler.params),
      data: schema(app.authHandler.data),
    },
    secrets,
  });
}

type ToShape = (schema: Schema | undefined) => unknown;

function serviceShape({ name, dir, databases, metrics, buckets, endpoints }: Service, schema: ToShape): Json {
  return {
    ...bare({ name, databases, metrics, buckets, endpoints: byName(endpoints).map((e) => endpointShape(e, schema)) }),
    dir,
  };
}

function endpointShape(e: Endpoint, schema: ToShape): Json {
  const { name, access, exposed, authRequired, kind, methods } = e;
  const isEmpty = e.handshake?.kind === "object" && e.handshake.fields.length === 0;
  const types = e.path.flatMap((s) => (s.kind === "literal" ? [] : [[s.name, schema(s.type)] as const]));
  return {
    ...bare({
      bodyLimit: e.bodyLimit ?? undefined,
      tags: e.tags,
      sensitive: e.sensitive,
      doc: e.doc,
      pathTypes: Object.fromEntries(types),
      request: schema(e.request),
      response: schema(e.response),
      handshake: isEmpty ? undefined : schema(e.handshake),
      static: e.static && {
        ...bare({ dir: e.static.dir, notFound: e.static.notFound, notFoundStatus: e.static.notFoundStatus }),
        ...bare({
          headers: Object.fromEntries(Object.entries(e.static.headers).map(([k, values]) => [k, { values }])),
        }),
      },
    }),
    name,
    access,
    exposed,
    authRequired,
    kind,
    methods,
    path: `/${e.path.map(segmentShape).join("/")}`,
  };
}

function segmentShape(segment: Segment): string {
  return segment.kind === "literal"
    ? segment.value
    : { param: ":", wildcard: "*", fallback: "!" }[segment.kind] + segment.name;
}

function topicShape(
  { name, message, delivery, orderingAttribute, publishers, subscriptions }: Topic,
  schema: ToShape,
): Json {
  const listed = subscriptions.map((s) => ({ ...s, at: undefined })).map(bare);
  return bare({ name, message: schema(message), delivery, orderingAttribute, publishers, subscriptions: listed });
}

/** Named types are written out where they are used, until one contains itself. */
function shapeOf(schema: Schema, types: Types, inside: string[]): unknown {
  const shape = (s: Schema): unknown => shapeOf(s, types, inside);
  switch (schema.kind) {
    case "literal":
      return { lit: schema.value };
    case "array":
      return { array: shape(schema.item) };
    case "record":
      return { record: shape(schema.value) };
    case "union":
      return { union: schema.of.map(shape) };
    case "object":
      return { object: Object.fromEntries(schema.fields.map((f) => [f.name, fieldShape(f, shape)])) };
    case "valid":
      return { valid: ruleShape(schema.rule), of: shape(schema.of) };
    case "ref": {
      const named = types[schema.id];
      if (named === undefined) throw new Error(`no type ${schema.id}`);
      return inside.includes(schema.id)
        ? { recurse: named.name }
        : shapeOf(named.schema, types, [...inside, schema.id]);
    }
    default:
      return schema.kind;
  }
}

function fieldShape({ type, optional, in: place, wireName }: Field, shape: (s: Schema) => unknown): unknown {
  // Attributes of messages are not told apart.
  const marks = place === "attribute" ? bare({ optional }) : bare({ optional, in: place, wireName });
  return Object.keys(marks).length === 0 ? shape(type) : { type: shape(type), ...marks };
}

function ruleShape(rule: Rule): unknown {
  return { [rule.rule]: "of" in rule ? rule.of.map(ruleShape) : rule.value };
}

function byName<T extends { name: string }>(list: T[]): T[] {
  return [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function bare(object: Json): Json {
  const isEmpty = (v: unknown): boolean =>
    v === undefined ||
    v === false ||
    (Array.isArray(v) && v.length === 0) ||
    (v?.constructor === Object && Object.keys(v).length === 0);
  return Object.fromEntries(Object.entries(object).filter(([, v]) => !isEmpty(v)));
}
