import { inspect } from "node:util";
import { authCodec } from "../schema/auth-codec";
import { AccessLog } from "./access-log";
import { Authenticator } from "./auth/authenticate";
import { type CallOptions, ServiceCalls } from "./calls/service-calls";
import { CloudProvider, EnvironmentType } from "./enums";
import type { RuntimeContext } from "./context";
import { startCrons } from "./cron/crons";
import { Endpoints } from "./endpoints";
import { Gateway } from "./auth/gateway";
import { FrontDoor } from "./http/front-door";
import { listen } from "./http/server";
import { Lifecycle } from "./lifecycle";
import { loadConfig } from "./load";
import { HostLog } from "./logger/host-log";
import { Logger } from "./logger/logger";
import { HostMetrics } from "./metrics/host-metrics";
import { MetricsRegistry } from "./metrics/registry";
import { Scrape } from "./metrics/scrape";
import { PubSubSubscription, type SubscriptionConfig } from "./pubsub/subscription";
import { PubSubTopic } from "./pubsub/topic";
import type { ApiRoute } from "./route";
import { findSecret, type Secret } from "./secrets/secrets";
import { Bucket } from "./objects/bucket";
import { ObjectStorage } from "./objects/storage";
import type { Request } from "./request";
import { SQLDatabase } from "./sql/sql-database";
import type { WebSocketClient } from "./streams/local-stream";
import { CacheCluster } from "./no-cache";

export interface RuntimeOptions {
  testMode?: boolean;
  typeConstructors: { decimal(text: string): unknown };
}

const ENVIRONMENT_TYPE = {
  production: EnvironmentType.Production,
  development: EnvironmentType.Development,
  ephemeral: EnvironmentType.Ephemeral,
  test: EnvironmentType.Test,
} as const;

const CLOUD = {
  local: CloudProvider.Local,
  encore: CloudProvider.Encore,
  aws: CloudProvider.AWS,
  gcp: CloudProvider.GCP,
  azure: CloudProvider.Azure,
} as const;

/** The native Runtime that encore.dev makes when it is first imported (facts 3.1). */
export class Runtime {
  readonly #context: RuntimeContext;
  readonly #endpoints: Endpoints;
  readonly #calls: ServiceCalls;
  readonly #authenticator: Authenticator;
  readonly #accessLog: AccessLog;
  #gateway: Gateway | undefined;
  #metrics: MetricsRegistry | undefined;

  constructor(options: RuntimeOptions) {
    const { config, app } = loadConfig(options.testMode === true);
    const log = new HostLog(config.logLevel, config.logFormat);
    const lifecycle = new Lifecycle(config.shutdownMs, (phase, error) =>
      log.write("error", "shutdown step failed", { phase, error: inspect(error) }),
    );
    const metrics = new HostMetrics();
    const { objects: place } = config;
    // Without buckets their addresses are the application's.
    const hasObjects = place !== undefined && app.buckets.length > 0;
    const objects = hasObjects && { objects: new ObjectStorage(place, config.profile, app.buckets, { log, metrics }) };
    this.#context = { config, app, log, metrics, lifecycle, makers: options.typeConstructors, ...objects };
    const auth = app.authHandler && authCodec(app.authHandler, app.types, options.typeConstructors);
    this.#accessLog = new AccessLog(log, metrics);
    this.#endpoints = new Endpoints(app, options.typeConstructors);
    this.#calls = new ServiceCalls(this.#endpoints, auth, this.#accessLog);
    this.#authenticator = new Authenticator(this.#context, auth, () => this.#gateway);
  }

  /** The version of encore.dev that this contract is written for; another one makes encore.dev warn. */
  static version(): string {
    return "v1.58.6";
  }

  static buildCommit(): string {
    return "";
  }

  registerHandlers(routes: ApiRoute[]): void {
    for (const route of routes) this.#endpoints.register(route);
  }

  registerHandler(route: ApiRoute): void {
    this.#endpoints.register(route);
  }

  registerTestHandler(route: ApiRoute): void {
    this.#endpoints.register(route);
  }

  gateway(_name: string, options: { auth?: (request: Request) => unknown }): Gateway {
    return (this.#gateway = new Gateway(options.auth));
  }

  apiCall(
    service: string,
    endpoint: string,
    payload?: unknown,
    source?: Request | null,
    options?: CallOptions | null,
  ): Promise<unknown> {
    return this.#calls.call(service, endpoint, payload, source, options);
  }

  stream(
    service: string,
    endpoint: string,
    payload?: unknown,
    source?: Request | null,
    options?: CallOptions | null,
  ): Promise<WebSocketClient> {
    return this.#calls.stream(service, endpoint, payload, source, options);
  }

  /** Serves until a signal; resolves to the exit code. Rejects when the port cannot be had. */
  async runForever(): Promise<number> {
    const { lifecycle } = this.#context;
    lifecycle.listen();
    this.#endpoints.prepare();
    this.#context.objects?.tidy();
    const scrape = new Scrape(this.#context, this.#metrics);
    await listen(
      this.#context,
      new FrontDoor(this.#context, this.#endpoints, this.#authenticator, this.#accessLog, scrape),
      this.#calls,
    );
    await scrape.begin();
    await startCrons(this.#context, this.#endpoints, this.#accessLog);
    return lifecycle.exitCode;
  }

  sqlDatabase(name: string): SQLDatabase {
    return new SQLDatabase(this.#context, name);
  }

  pubsubTopic(name: string): PubSubTopic {
    return new PubSubTopic(this.#context, name);
  }

  pubsubSubscription(config: SubscriptionConfig): PubSubSubscription {
    return new PubSubSubscription(this.#context, config);
  }

  bucket(name: string): Bucket {
    return new Bucket(this.#context.objects, name);
  }

  cacheCluster(name: string): CacheCluster {
    return new CacheCluster(name);
  }

  secret(name: string): Secret | null {
    return findSecret(this.#context.config.secrets, name);
  }

  logger(): Logger {
    return new Logger(this.#context.log);
  }

  appMeta(): object {
    const { config, app } = this.#context;
    return {
      appId: app.id,
      apiBaseUrl: config.baseUrl,
      environment: {
        name: config.environment.name,
        type: ENVIRONMENT_TYPE[config.environment.type],
        cloud: CLOUD[config.environment.cloud],
      },
      build: { revision: "", uncommittedChanges: false },
      deploy: {
        id: "",
        deployTime: "",
        hostedServices: Object.fromEntries(app.services.map(({ name }) => [name, { name }])),
      },
    };
  }

  runtimeConfig(): object {
    return {
      metrics: Object.fromEntries(this.#context.app.metrics.map(({ name, services }) => [name, { name, services }])),
    };
  }

  numWorkerThreads(): number {
    return 1;
  }

  createMetricsRegistry(cells: BigUint64Array): void {
    this.#metrics = new MetricsRegistry(cells);
  }

  getMetricsRegistry(): MetricsRegistry | undefined {
    return this.#metrics;
  }
}
