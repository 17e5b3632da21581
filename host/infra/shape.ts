import { z } from "zod";
import { refusedSections } from "./refused";

/** No longer than a day: a timer can wait for some weeks, and what is longer would end at once. */
const seconds = z.int().min(0).max(86_400);
const text = z.string().min(1);
const names = z.array(z.string());

const clientCert = object({ cert: text, key: text });

const tls = object({
  disabled: z.boolean().optional(),
  /** PEM. */
  ca: text.optional(),
  client_cert: clientCert.optional(),
  disable_tls_hostname_verification: z.boolean().optional(),
  disable_ca_validation: z.boolean().optional(),
}).refine((given) => !given.disable_tls_hostname_verification || given.ca || given.disable_ca_validation, {
  error: "disable_tls_hostname_verification needs ca: a public authority's certificate of any host would do",
});

const database = object({
  /** On the server; absent: the name that the application gives it. */
  name: text.optional(),
  username: text,
  password: text,
  max_connections: z.int().min(1).optional(),
  min_connections: z.int().min(0).optional(),
  client_cert: clientCert.optional(),
});

/** A name or an address, IPv6 in brackets, and perhaps a port: nothing that could become another part of a connection string. */
const host = z
  .string()
  .refine((given) => /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i.test(given) && URL.canParse(`postgresql://${given}`), {
    error: "must be a host with or without a port, such as db.example:5432 or [::1]:5432",
  });

const sqlServer = object({ host, tls_config: tls.optional(), databases: z.record(z.string(), database) });

/** The shape of Encore's infra.config.json (facts 9.2) with its `{"$env"}` replaced, as far as the host carries it. */
export const infraShape = object({
  $schema: z.string().optional(),
  metadata: object({
    app_id: z.string().optional(),
    env_name: z.string().optional(),
    env_type: z.enum(["production", "development", "ephemeral", "test"]).optional(),
    cloud: z.enum(["aws", "gcp", "azure", "encore", "local"]).optional(),
    base_url: z.url().optional(),
  }).optional(),
  // As in Encore's own TypeScript runtime only `total` has an effect.
  graceful_shutdown: object({
    total: seconds.optional(),
    shutdown_hooks: seconds.optional(),
    handlers: seconds.optional(),
  }).optional(),
  sql_servers: z
    .array(sqlServer)
    .refine((servers) => namedTwice(servers) === undefined, {
      error: ({ input }) => `"${namedTwice(input as SqlServer[])}" is listed by two servers`,
    })
    .optional(),
  secrets: z.preprocess(parseText, z.record(z.string(), z.string())).optional(),
  hosted_services: names.optional(),
  hosted_gateways: names.optional(),
  cors: object({
    debug: z.boolean().optional(),
    allow_headers: names.optional(),
    expose_headers: names.optional(),
    allow_origins_without_credentials: names.optional(),
    allow_origins_with_credentials: names.optional(),
  }).optional(),
  log_config: z.enum(["trace", "debug", "info", "warn", "error"]).optional(),
  worker_threads: z
    .literal(1, { error: "the host runs one thread in one process: leave it out, and start more processes" })
    .optional(),
  ...refusedSections,
});

export type InfraFile = z.infer<typeof infraShape>;
export type SqlServer = z.infer<typeof sqlServer>;
export type TlsConfig = z.infer<typeof tls>;

function namedTwice(servers: SqlServer[]): string | undefined {
  const listed = servers.flatMap(({ databases }) => Object.keys(databases));
  return listed.find((name, i) => listed.indexOf(name) !== i);
}

/** An object without other keys than these. */
function object<T extends z.core.$ZodShape>(shape: T) {
  const allowed = Object.keys(shape).filter((key) => !(key in refusedSections));
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown: ${issue.keys.join(", ")}. Allowed: ${allowed.join(", ")}`
        : undefined,
  });
}

/** Secrets may come as one text, from one variable, that holds a JSON object. */
function parseText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
