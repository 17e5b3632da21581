/**
 * The application model: everything the host knows about an application, read from its source. Plain data (cached as JSON,
 * handed to the runtime process as JSON). Paths are relative to the application root, with forward slashes.
 */
import type { NamedType, Schema } from "../schema/schema";

export interface App {
  /** `id` of encore.app. */
  id: string;
  cors: CorsRules;
  types: Record<string, NamedType>;
  services: Service[];
  gateways: Gateway[];
  authHandler?: AuthHandler;
  topics: Topic[];
  databases: Database[];
  crons: Cron[];
  buckets: Bucket[];
  metrics: Metric[];
  caches: Cache[];
}

/** `global_cors` of encore.app; absent lists keep Encore's defaults. */
export interface CorsRules {
  allowHeaders: string[];
  exposeHeaders: string[];
  /** Default `["*"]`. */
  originsWithoutCredentials: string[];
  originsWithCredentials: string[];
}

export interface Service {
  name: string;
  dir: string;
  /** The encore.service.ts, when there is one. */
  file?: string;
  endpoints: Endpoint[];
  databases: string[];
  secrets: string[];
  metrics: string[];
  buckets: { name: string; operations: string[] }[];
}

export interface Endpoint {
  service: string;
  name: string;
  doc?: string;
  at: Position;
  /** The top-level binding that holds it in `at.file`. */
  exportName: string;
  kind: "typed" | "raw" | "static" | "streamIn" | "streamOut" | "streamInOut";
  access: "public" | "auth" | "private";
  exposed: boolean;
  authRequired: boolean;
  /** Sorted. `"*"` is written out. */
  methods: string[];
  path: Segment[];
  /** The path as in the source, e.g. `/guests/:id`. */
  rawPath: string;
  /** Bytes; null is unlimited. */
  bodyLimit: number | null;
  tags: string[];
  sensitive: boolean;
  /** Whole request type, path parameters excluded; absent when the handler takes none. For streams: what the client sends. */
  request?: Schema;
  /** Key in App.types of the type that the source names for the request (which may have path parameters too), if it names one. */
  requestType?: string;
  response?: Schema;
  handshake?: Schema;
  handshakeType?: string;
  static?: { dir: string; notFound?: string; notFoundStatus?: number; headers: Record<string, string[]> };
}

export type Segment =
  | { kind: "literal"; value: string }
  /** `type` is the declared type of the parameter with its validators (string for raw endpoints). */
  | { kind: "param" | "wildcard" | "fallback"; name: string; type: Schema };

export interface AuthHandler {
  name: string;
  service: string;
  at: Position;
  exportName: string;
  params: Schema;
  data: Schema;
}

export interface Gateway {
  name: string;
  service?: string;
  authHandler?: string;
  at?: Position;
  exportName?: string;
}

export interface Topic {
  name: string;
  at: Position;
  message: Schema;
  delivery: "at-least-once" | "exactly-once";
  orderingAttribute?: string;
  publishers: string[];
  subscriptions: Subscription[];
}

export interface Subscription {
  name: string;
  service: string;
  at: Position;
  ackDeadlineMs: number;
  retentionMs: number;
  minBackoffMs: number;
  maxBackoffMs: number;
  maxRetries: number;
  /** Absent: no limit in the source. */
  maxConcurrency?: number;
}

export interface Database {
  name: string;
  at: Position;
  /** Absent when the declaration names no migrations. */
  migrationsDir?: string;
  /** In the order in which they run. */
  migrations: { file: string; number: number; description: string }[];
  /** Prisma and drizzle/v1 sources fill gaps; the default does not. */
  allowGaps: boolean;
  /** Uses of encore.dev's own query methods. */
  queries: { method: string; at: Position }[];
}

export interface Cron {
  id: string;
  title: string;
  /** `every:N` (minutes) or `schedule:<five fields>`. */
  schedule: string;
  endpoint: { service: string; name: string };
  at: Position;
}

export interface Bucket {
  name: string;
  public: boolean;
  versioned: boolean;
  at: Position;
}

export interface Metric {
  name: string;
  kind: "counter" | "gauge";
  /** Sorted by name. */
  labels: { name: string; type: "string" | "boolean" | "bigint" }[];
  /** Services that use it. */
  services: string[];
  file: string;
  exportName: string;
  at: Position;
}

/** Read so that the rules of its declaration hold; the host does not carry caches. */
export interface Cache {
  name: string;
  evictionPolicy?: string;
  keyspaces: { service: string; path: string; key: Schema; value: Schema }[];
  at: Position;
}

export interface Position {
  file: string;
  /** From 1. */
  line: number;
  column: number;
}

/** Something the genuine parser refuses, or the host does not carry yet. */
export interface Diagnostic {
  at: Position;
  /** What was wrong, with the offending text. */
  message: string;
  /** What is allowed, or how to mend it. */
  help?: string;
  /** The other places that make this one wrong, such as the first of two declarations of one name. */
  related?: Position[];
}

export type ReadResult = { ok: true; app: App } | { ok: false; diagnostics: Diagnostic[] };
