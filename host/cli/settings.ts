import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { RuntimeConfig } from "../runtime/config";
import type { InfraPurpose } from "../infra/read-infra";
import type { InfraFile } from "../infra/shape";
import { type CommandCall, UserError } from "./command";
import { checkDatabaseUrl } from "./database-url";
import { infraOf } from "./infra";

/** What the flags and the environment say about this installation, checked. */
export interface Settings {
  /** As under `encore run`, or as in a production image. */
  profile: RuntimeConfig["profile"];
  /** Somebody else's application (--app): its databases look to it as under Encore. */
  isGuest: boolean;
  host: string;
  port: number;
  /** Absolute. */
  dataDir: string;
  /** Where objects lie; absolute. */
  objectsDir: string;
  /** How clients reach the server for objects, without a slash at the end. */
  objectsUrl: string;
  /** Administrator's URL of a PostgreSQL that is not ours. */
  databaseUrl?: string;
  /** Key of the passwords of our roles there; absent: the administrator's password. */
  roleSecret?: string;
  /** Before the names of databases and roles. */
  databasePrefix: string;
  logLevel: RuntimeConfig["logLevel"];
  /** What opens the metrics; absent: they are open in the profile run and do not exist in an image. */
  metricsToken?: string;
  environment: RuntimeConfig["environment"];
  isProduction: boolean;
  restarts: boolean;
  /** The address that answers 200 once the application can be used: `lobby.readyPath` of package.json, else Encore's health check. */
  readyPath: string;
  /** From the signal to the forced end. */
  shutdownMs: number;
  /** Encore's infra.config.json, where one is named. */
  infra?: InfraFile;
  infraPath?: string;
}

const environments = ["local", "development", "production"] as const;
const profiles = ["run", "image"] as const;
const defaultShutdownMs = 5_000;
const logLevels = ["trace", "debug", "info", "warn", "error"] as const;

/** Reads the flags (they win) and the environment; a value that cannot be used is refused by name. */
export function readSettings(
  root: string,
  env: NodeJS.ProcessEnv,
  flags: CommandCall["flags"] = {},
  purpose: InfraPurpose = "run",
): Settings {
  const databaseUrl = env["DATABASE_URL"];
  const roleSecret = env["LOBBY_ROLE_SECRET"];
  const given = infraOf(flags, env, purpose);
  const infra = given?.infra;
  // The application reads it too, where anything but "off" is on.
  oneOf("LOBBY_DEMO", env["LOBBY_DEMO"] || "on", ["on", "off"]);
  const environment = environmentOf(env, infra);
  const isProduction = environment.type === "production";
  const isGuest = flags["app"] !== undefined;
  const asImage = isProduction || infra !== undefined || isGuest;
  const host = env["LOBBY_HOST"] || "127.0.0.1";
  const port = portOf(...named("--port", text(flags["port"]), "PORT", env["PORT"] || "4000"));
  const dataDir = resolve(text(flags["data"]) ?? resolve(root, env["LOBBY_DATA_DIR"] || ".lobby"));
  return {
    profile: oneOf("--profile", text(flags["profile"]) ?? (asImage ? "image" : "run"), profiles),
    isGuest,
    host,
    port,
    dataDir,
    objectsDir: resolve(root, env["LOBBY_OBJECTS_DIR"] || join(dataDir, "objects")),
    objectsUrl: webAddress(
      "LOBBY_OBJECTS_URL",
      env["LOBBY_OBJECTS_URL"] || infra?.metadata?.base_url || `http://${reachable(host)}:${port}`,
    ),
    ...(databaseUrl ? { databaseUrl: checkDatabaseUrl(databaseUrl, roleSecret) } : {}),
    ...(roleSecret ? { roleSecret } : {}),
    databasePrefix: prefixOf(env["LOBBY_DATABASE_PREFIX"] ?? "lobby_"),
    ...(env["LOBBY_METRICS_TOKEN"] ? { metricsToken: env["LOBBY_METRICS_TOKEN"] } : {}),
    logLevel: oneOf("LOBBY_LOG_LEVEL", env["LOBBY_LOG_LEVEL"] || infra?.log_config || "info", logLevels),
    environment,
    isProduction,
    restarts: oneOf("LOBBY_RESTART", env["LOBBY_RESTART"] || "on", ["on", "off"]) === "on",
    readyPath: readyPathOf(root),
    shutdownMs: (infra?.graceful_shutdown?.total ?? defaultShutdownMs / 1_000) * 1_000,
    ...given,
  };
}

/** LOBBY_ENV wins; the rest of infra.config.json's `metadata` stands beside it. */
function environmentOf(env: NodeJS.ProcessEnv, infra: InfraFile | undefined): RuntimeConfig["environment"] {
  const named = env["LOBBY_ENV"] || undefined;
  const { env_name, env_type, cloud } = infra?.metadata ?? {};
  const name = named === undefined ? (env_name ?? "local") : oneOf("LOBBY_ENV", named, environments);
  const isProduction = named === undefined ? env_type === "production" : named === "production";
  return {
    name,
    type: named === undefined && env_type ? env_type : isProduction ? "production" : "development",
    cloud: cloud ?? (isProduction ? "encore" : "local"),
  };
}

/** Where people reach the server. */
export function publicUrl({ host, port }: Settings): string {
  const isLocal = ["127.0.0.1", "localhost", "0.0.0.0", "::", "::1"].includes(host);
  return `http://${isLocal ? "localhost" : inUrl(host)}:${port}`;
}

/** What the application calls itself: demo data and the like depend on whether only this machine reaches it. */
export function apiBaseUrl(settings: Settings): string {
  const everywhere = ["0.0.0.0", "::"].includes(settings.host);
  return everywhere ? `http://${inUrl(settings.host)}:${settings.port}` : publicUrl(settings);
}

/** Where a server that listens on the address is reached from its own machine. */
function reachable(host: string): string {
  return ["localhost", "0.0.0.0", "::"].includes(host) ? "127.0.0.1" : inUrl(host);
}

/** An IPv6 address needs brackets. */
function inUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function text(flag: CommandCall["flags"][string]): string | undefined {
  return typeof flag === "string" ? flag : undefined;
}

/** The value of the flag under the flag's name, else the variable's under the variable's. */
function named(flag: string, given: string | undefined, variable: string, otherwise: string): [string, string] {
  return given === undefined ? [variable, otherwise] : [flag, given];
}

function readyPathOf(root: string): string {
  const { lobby } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { lobby?: { readyPath?: string } };
  return lobby?.readyPath ?? "/__encore/healthz";
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new UserError(`${name} is "${text}"; it must be a number from 1 to 65535.`);
  return port;
}

function webAddress(name: string, text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, "");
  throw new UserError(`${name} is "${text}"; it must be an address such as https://lobby.example.`);
}

function prefixOf(text: string): string {
  if (/^[a-z][a-z0-9_]{0,20}$/.test(text)) return text;
  throw new UserError(
    `LOBBY_DATABASE_PREFIX is "${text}"; it must be 1 to 21 small letters, digits and underscores, a letter first.`,
  );
}

function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found === undefined) throw new UserError(`${name} is "${text}"; it must be one of ${allowed.join(", ")}.`);
  return found;
}
