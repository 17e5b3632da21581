import { readFileSync } from "node:fs";
import type { App } from "../model/app";
import type { RuntimeConfig } from "./config";

const EMPTY_APP: App = {
  id: "",
  cors: { allowHeaders: [], exposeHeaders: [], originsWithoutCredentials: ["*"], originsWithCredentials: [] },
  types: {},
  services: [],
  gateways: [],
  topics: [],
  databases: [],
  crons: [],
  buckets: [],
  metrics: [],
  caches: [],
};

/** For tests that need nothing but the databases named in their file, or nothing at all. */
const TEST_DEFAULTS: RuntimeConfig = {
  appFile: "",
  root: ".",
  profile: "run",
  environment: { name: "test", type: "test", cloud: "local" },
  listen: { host: "127.0.0.1", port: 0 },
  baseUrl: "http://localhost:4000",
  databases: {},
  secrets: {},
  logLevel: "warn",
  logFormat: "json",
  shutdownMs: 5_000,
};

/**
 * Reads the file named by LOBBY_RUNTIME, and the application model that it names. Outside of tests both must be there; in test
 * mode whatever is absent has a default.
 */
export function loadConfig(testMode: boolean): { config: RuntimeConfig; app: App } {
  const file = process.env["LOBBY_RUNTIME"];
  if (!file) {
    if (!testMode)
      throw new Error(
        "LOBBY_RUNTIME is not set; it names the JSON file with the runtime's configuration. Start with `npm start`.",
      );
    return { config: TEST_DEFAULTS, app: EMPTY_APP };
  }
  const given = JSON.parse(readFileSync(file, "utf8")) as RuntimeConfig;
  const config = testMode ? { ...TEST_DEFAULTS, ...given } : given;
  const app = config.appFile ? (JSON.parse(readFileSync(config.appFile, "utf8")) as App) : EMPTY_APP;
  return { config, app };
}
