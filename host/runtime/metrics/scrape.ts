import { createHash, timingSafeEqual } from "node:crypto";
import type { Registry } from "prom-client";
import { Refusal } from "../../schema/refusal";
import { errorAnswer } from "../../schema/thrown-error";
import type { AnswerParts } from "../../schema/wire";
import type { RuntimeConfig } from "../config";
import type { RuntimeContext } from "../context";
import { type Caller, isFromHere } from "../http/from-here";
import { applicationFamilies } from "./application-metrics";
import { exposition } from "./exposition";
import type { HostMetrics } from "./host-metrics";
import type { MetricsRegistry } from "./registry";

/** Not `/metrics`, which belongs to the application. */
export const METRICS_PATH = "/__lobby/metrics";

/**
 * Who may read the metrics: with a token configured whoever presents it, without one this machine under profile `run`, and nobody
 * else and nobody in an image, where the address then does not exist.
 */
export function scrapeAccess(
  { metricsToken, profile }: Pick<RuntimeConfig, "metricsToken" | "profile">,
  authorization: string | undefined,
  isHere: boolean,
): "allowed" | "denied" | "absent" {
  if (metricsToken === undefined) return profile === "run" && isHere ? "allowed" : "absent";
  return isSame(authorization ?? "", `Bearer ${metricsToken}`) ? "allowed" : "denied";
}

/** In a time that says nothing about where they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** The figures of this process: its own, the host's, and the application's. */
export class Scrape {
  readonly #config: RuntimeConfig;
  readonly #host: HostMetrics;
  readonly #application: MetricsRegistry | undefined;
  #process: Promise<Registry> | undefined;

  constructor({ config, metrics }: RuntimeContext, application: MetricsRegistry | undefined) {
    this.#config = config;
    this.#host = metrics;
    this.#application = application;
  }

  /** Watches the process from now on: memory, garbage collection, the lag of the event loop. */
  begin(): Promise<Registry> {
    return (this.#process ??= watchProcess());
  }

  /** Undefined: there is no such address. */
  answerTo(request: Caller): Promise<AnswerParts> | undefined {
    const access = scrapeAccess(this.#config, request.headers.authorization, isFromHere(request));
    if (access === "absent") return undefined;
    return access === "allowed" ? this.#figures() : Promise.resolve(errorAnswer(denied(), false));
  }

  async #figures(): Promise<AnswerParts> {
    const process = await this.begin();
    const own = this.#application === undefined ? [] : applicationFamilies(this.#application);
    // Two figures of one name would spoil the whole text: one that is called as Node's is left out.
    const distinct = own.filter(({ name }) => process.getSingleMetric(name) === undefined);
    return {
      status: 200,
      headers: [],
      body: (await process.metrics()) + exposition([...this.#host.families(), ...distinct]),
      contentType: process.contentType,
    };
  }
}

function denied(): Refusal {
  return new Refusal("unauthenticated", "the metrics need Authorization: Bearer <LOBBY_METRICS_TOKEN>");
}

async function watchProcess(): Promise<Registry> {
  const { collectDefaultMetrics, Registry } = await import("prom-client");
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
