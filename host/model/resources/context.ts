/** What the readers of resources share, and what they have found. */
import type { AuthHandler, Bucket, Cache, Cron, Database, Endpoint, Metric, Subscription, Topic } from "../app";
import { ts, type TS } from "../compiler";
import { type Diagnostics, errorAt } from "../diagnostics";
import type { Files } from "../source/files";
import type { Module } from "../source/module";
import type { Program } from "../source/program";
import type { Reference } from "../source/references";
import type { Evaluator } from "../types/evaluate";
import type { SchemaWriter } from "../types/to-schema";

export interface Context {
  files: Files;
  program: Program;
  evaluator: Evaluator;
  schemas: SchemaWriter;
  diagnostics: Diagnostics;
  resources: Resources;
  /** The service that a file most likely belongs to: the service file above it, else its folder. */
  serviceName(file: string): string;
}

/** A resource, the module it stands in, and the name of the variable that holds it. */
export interface Bound<T> {
  of: T;
  module: Module;
  /** The whole call or construction. */
  node: TS.Node;
  name?: string;
}

/** Everything declared, in reading order. */
export interface Resources {
  services: Bound<{ name: string }>[];
  endpoints: Bound<Endpoint>[];
  authHandlers: Bound<AuthHandler>[];
  gateways: Bound<{ authHandler?: TS.Expression }>[];
  topics: Bound<Topic>[];
  subscriptions: Bound<{ subscription: Subscription; topic: TS.Expression }>[];
  databases: Bound<Database>[];
  /** `SQLDatabase.named(…)`. */
  databaseNames: Bound<string>[];
  buckets: Bound<Bucket>[];
  bucketNames: Bound<string>[];
  crons: Bound<{ cron: Omit<Cron, "endpoint">; endpoint: TS.Expression }>[];
  metrics: Bound<Metric>[];
  caches: Bound<Cache>[];
  cacheNames: Bound<string>[];
  keyspaces: Bound<{ cluster: TS.Expression; keyspace: Cache["keyspaces"][number] }>[];
  secrets: Bound<string>[];
}

export function noResources(): Resources {
  return {
    services: [],
    endpoints: [],
    authHandlers: [],
    gateways: [],
    topics: [],
    subscriptions: [],
    databases: [],
    databaseNames: [],
    buckets: [],
    bucketNames: [],
    crons: [],
    metrics: [],
    caches: [],
    cacheNames: [],
    keyspaces: [],
    secrets: [],
  };
}

/** A resource with the variable that holds it, if one does. */
export function bound<T>(of: T, reference: Reference): Bound<T> {
  const { binding, module, node } = reference;
  if (binding.kind === "default") return { of, module, node, name: "default" };
  const variable = variableOf(reference);
  return variable === undefined || variable.text === "_"
    ? { of, module, node }
    : { of, module, node, name: variable.text };
}

/** The variable that holds what a reference makes; undefined when none does. */
export function variableOf({ binding }: Reference): TS.Identifier | undefined {
  if (binding.kind !== "variable") return undefined;
  const { name, isTopLevel } = binding;
  if (!ts.isIdentifier(name))
    throw errorAt(
      name,
      `expected identifier as bind name, got ${name.getText()}`,
      "Give the resource a variable of its own.",
    );
  if (!isTopLevel)
    throw errorAt(
      name,
      `unknown identifier ${name.text}: not declared at the top level`,
      "Encore's resources are declared at the top level of a module.",
    );
  return name;
}

/** The first argument, a name written as a string. */
export function nameArgument(reference: Reference): string {
  const [first] = reference.args;
  if (reference.node.arguments === undefined) throw errorAt(reference.node, "missing constructor arguments");
  if (first === undefined) throw errorAt(reference.node, "missing resource name as argument[0]");
  if (!ts.isStringLiteral(first))
    throw errorAt(first, `expected string literal, got ${first.getText()}`, "A resource is named by a string literal.");
  return first.text;
}
