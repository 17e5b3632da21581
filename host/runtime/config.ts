/**
 * What the supervising process tells the runtime inside the application process: a JSON file whose path is in LOBBY_RUNTIME.
 * The same shape serves `lobby start` and the tests.
 */
export interface RuntimeConfig {
  /** File that holds the App (host/model/app.ts) as JSON. */
  appFile: string;
  /** Directory of the application; static assets and relative paths start here. */
  root: string;
  /** `run`: as under `encore run` (internal messages, permissive CORS). `image`: as in a production image. */
  profile: "run" | "image";
  environment: {
    name: string;
    type: "production" | "development" | "ephemeral" | "test";
    cloud: "local" | "encore" | "aws" | "gcp" | "azure";
  };
  listen: { host: string; port: number };
  /** Public address of the API, for appMeta(). */
  baseUrl: string;
  /** Connection string of the runtime role, by database name. */
  databases: Record<string, string>;
  /** What the application sees as connectionString, by database name, where that is not the same. */
  connectionStrings?: Record<string, string>;
  /** Connections of the application's pool, by database name; absent: 30. */
  poolSizes?: Record<string, number>;
  /** Where the pub/sub tables are; the host always says so, a test without topics need not. */
  pubsub?: { url: string };
  /** Where the runs of crons are kept; absent: crons do not fire. */
  cron?: { url: string };
  /** Where objects lie, a directory that processes may share, and the address below which they are reached (runtime/objects/address). */
  objects?: { dir: string; baseUrl: string };
  secrets: Record<string, string>;
  /** What must be presented to read the metrics; absent: see `scrapeAccess`. */
  metricsToken?: string;
  logLevel: "trace" | "debug" | "info" | "warn" | "error";
  /** `pretty` on a terminal, JSON lines otherwise. */
  logFormat: "json" | "pretty";
  /** Milliseconds between the signal and the forced end. */
  shutdownMs: number;
}
