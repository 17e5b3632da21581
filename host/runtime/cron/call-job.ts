import type { Cron, Endpoint } from "../../model/app";
import { callMethodOf } from "../../schema/endpoint-codec";
import { refusalOf } from "../../schema/thrown-error";
import type { Due, Outcome } from "../../services/cron/run-store";
import type { AccessLog } from "../access-log";
import { typedAnswer, type Arrival } from "../admit";
import type { Endpoints } from "../endpoints";
import { newTrace } from "../trace";

/**
 * Calls a job's endpoint as Encore's platform does: without authentication or arguments, private or not, with the headers that say
 * so (facts 9.6). Whatever the endpoint throws is an outcome.
 */
export async function callJob(cron: Cron, due: Due, endpoints: Endpoints, log: AccessLog): Promise<Outcome> {
  const { service, name } = cron.endpoint;
  const endpoint = endpoints.find(service, name);
  const isCallable = endpoint?.model.kind === "typed" && endpoint.model.path.every(({ kind }) => kind === "literal");
  if (!isCallable)
    return {
      code: "unimplemented",
      error: `${service}.${name} is not typed or has path parameters: no cron can call it`,
    };
  try {
    await typedAnswer(endpoint, arrivalOf(endpoint.model, due), log);
    return { code: "ok" };
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    log.refusedEarly({ service, endpoint: name }, refusal);
    return { code: refusal.code, error: refusal.internal ?? refusal.message };
  }
}

/** A request without parameters. Whatever the endpoint asks for is missing, which its decoder says. */
function arrivalOf({ methods, rawPath }: Endpoint, { job, dueAt }: Due): Arrival {
  const headers = {
    "x-encore-cron-trigger": "scheduled",
    // The same for every process and attempt: what Encore's platform gives as the key of idempotency.
    "x-encore-cron-execution": `${job}@${dueAt.toISOString()}`,
  };
  return {
    parts: {
      method: callMethodOf(methods),
      path: {},
      query: "",
      headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
      body: null,
    },
    target: rawPath,
    via: "service",
    auth: null,
    trace: newTrace(),
    headers: () => headers,
  };
}
