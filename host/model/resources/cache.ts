/** Caches are read, so that the rules of their declaration are known; the host does not carry them (carried.ts). */
import type { TS } from "../compiler";
import { errorAt, positionOf } from "../diagnostics";
import { readExpression, readOptions, readString } from "../source/literals";
import type { Reference } from "../source/references";
import { describe, isBasic, type ObjectType, type Type } from "../types/type";
import { bound, type Context, nameArgument } from "./context";

const POLICIES = [
  "noeviction",
  "allkeys-lru",
  "allkeys-lfu",
  "allkeys-random",
  "volatile-lru",
  "volatile-lfu",
  "volatile-ttl",
  "volatile-random",
];

/** What a keyspace holds when its type arguments do not say it. */
const VALUES: Record<string, Type> = {
  StringKeyspace: { kind: "basic", name: "string" },
  StringListKeyspace: { kind: "basic", name: "string" },
  StringSetKeyspace: { kind: "basic", name: "string" },
  IntKeyspace: { kind: "basic", name: "number" },
  FloatKeyspace: { kind: "basic", name: "number" },
  NumberListKeyspace: { kind: "basic", name: "number" },
  NumberSetKeyspace: { kind: "basic", name: "number" },
};

export const KEYSPACES = [...Object.keys(VALUES), "StructKeyspace"];

/** `new CacheCluster("name", { evictionPolicy })`. */
export function readCache(reference: Reference, { resources }: Context): void {
  const name = nameArgument(reference);
  const [, config] = reference.args;
  const options = config === undefined ? undefined : readOptions(config, { evictionPolicy: readString });
  const evictionPolicy = options?.values.evictionPolicy ?? "allkeys-lru";
  if (options !== undefined && !POLICIES.includes(evictionPolicy)) {
    throw errorAt(
      options.at("evictionPolicy"),
      `invalid eviction policy: must be one of ${POLICIES.slice(0, -1).join(", ")}, or ${POLICIES.at(-1)}`,
    );
  }
  resources.caches.push(bound({ name, evictionPolicy, keyspaces: [], at: positionOf(reference.node) }, reference));
}

/** `new StringKeyspace<Key>(cluster, { keyPattern })` and its kin. */
export function readKeyspace(reference: Reference, context: Context): void {
  const { node, args, typeArgs, module, name } = reference;
  const { evaluator, schemas, resources } = context;
  const [cluster, config] = args;
  const [keyNode, valueNode] = typeArgs;
  if (cluster === undefined || config === undefined) throw errorAt(node, "missing required config object");
  if (keyNode === undefined) throw errorAt(node, "missing key type parameter");
  const { values, at } = readOptions(config, { keyPattern: readString, defaultExpiry: readExpression }, ["keyPattern"]);
  const path = values.keyPattern ?? "";
  const key = evaluator.typeIn(module, keyNode);
  checkPattern(path, key, at("keyPattern"), keyNode, context);
  const value = VALUES[name] ?? (valueNode === undefined ? undefined : evaluator.typeIn(module, valueNode));
  if (value === undefined) throw errorAt(node, "missing value type parameter");
  const keyspace = {
    service: context.serviceName(module.file),
    path,
    key: schemas.schema(key, keyNode),
    value: schemas.schema(value, valueNode ?? keyNode),
  };
  resources.keyspaces.push(bound({ cluster, keyspace }, reference));
}

function checkPattern(
  path: string,
  key: Type,
  pathNode: TS.Node,
  keyNode: TS.TypeNode,
  { evaluator, diagnostics }: Context,
): void {
  const parameters = path.split("/").flatMap((s) => (s.startsWith(":") ? [s.slice(1)] : []));
  if (path.startsWith("__encore"))
    throw errorAt(pathNode, "the prefix `__encore` is reserved for internal use by Encore");
  if (isBasic(key, "any") || isBasic(key, "unknown"))
    throw errorAt(keyNode, `'${describe(key)}' is not supported as a cache key type`);
  if (key.kind === "basic") {
    if (parameters.every((p) => p === "key")) return;
    throw errorAt(pathNode, "KeyPattern parameter must be named ':key' for basic (non-struct) key types");
  }
  const of = key.kind === "named" ? evaluator.underlying(key) : key;
  if (of.kind !== "object") throw errorAt(keyNode, `unsupported key type: ${describe(key)}`);
  const before = diagnostics.count;
  for (const field of unused(of, parameters))
    diagnostics.add(errorAt(keyNode, `cache key field '${field}' is not used in the keyPattern`));
  const unknown = parameters.find((p) => !of.fields.some((f) => f.name === p));
  if (unknown !== undefined)
    throw errorAt(pathNode, `keyPattern parameter '${unknown}' does not exist in the key type`);
  if (diagnostics.count > before) return;
  const odd = of.fields.find(
    (f) => f.type.kind !== "basic" || !["string", "number", "boolean", "bigint"].includes(f.type.name),
  );
  if (odd !== undefined)
    throw errorAt(keyNode, `cache key field '${odd.name}' must be a basic type (string, number, or boolean)`);
}

function unused(key: ObjectType, parameters: string[]): string[] {
  return key.fields.map((f) => f.name).filter((name) => !parameters.includes(name));
}
