import { refusalOf } from "../schema/thrown-error";
import { STATUS_CODES } from "node:http";
import { codeOf } from "../schema/error-codes";
import { Refusal } from "../schema/refusal";
import type { HostLog, LogFields } from "./logger/host-log";
import type { HostMetrics } from "./metrics/host-metrics";
import type { Request } from "./request";

/** What every request leaves behind: its lines (facts 6, "Logs") and its figures. */
export class AccessLog {
  readonly #log: HostLog;
  readonly #metrics: HostMetrics;
  readonly #logged = new WeakSet<Refusal>();

  constructor(log: HostLog, metrics: HostMetrics) {
    this.#log = log;
    this.#metrics = metrics;
  }

  started(request: Request): void {
    if (this.#log.enabled("info")) this.#log.write("info", "starting request", request.logFields());
  }

  /** `code`: `ok`, an error code, or `http_101` for a stream, which is logged at its start. */
  completed(request: Request, code: string): void {
    const { service, endpoint } = request.handler();
    if (code === "http_101") this.#metrics.requests.add(service, endpoint, code);
    else this.#metrics.requests.add(service, endpoint, code, request.ageMs() / 1_000);
    if (this.#log.enabled("info"))
      this.#log.write("info", "request completed", { ...request.logFields(), code, duration: request.ageMs() });
  }

  /** A refusal on the way to the endpoint; one that comes from there is known already. */
  refusedEarly(fields: LogFields & { service: string; endpoint: string }, refusal: Refusal): void {
    if (!this.#logged.has(refusal)) this.#metrics.requests.add(fields.service, fields.endpoint, refusal.code);
    this.failed(fields, refusal);
  }

  /** A refusal goes through several hands; the first one that logs it knows most about it. */
  failed(fields: LogFields, refusal: Refusal): void {
    if (this.#logged.has(refusal)) return;
    this.#logged.add(refusal);
    if (!this.#log.enabled("error")) return;
    const line: LogFields = { ...fields, code: refusal.code, error: refusal.message };
    if (refusal.internal !== undefined) {
      line["error"] = `${refusal.message}: ${refusal.internal}`;
      line["internal_message"] = refusal.internal;
    }
    this.#log.write("error", "request failed", line);
  }

  /** The end of a request whose work threw; returns what its answer says. */
  refused(request: Request, thrown: unknown): Refusal {
    const refusal = refusalOf(thrown);
    this.failed(request.logFields(), refusal);
    this.completed(request, refusal.code);
    return refusal;
  }

  /** Runs the work of a request that writes its own answer between its two lines. Rejects with a Refusal. */
  async around(request: Request, work: () => unknown, status: () => number): Promise<void> {
    this.started(request);
    try {
      await work();
    } catch (thrown) {
      throw this.refused(request, thrown);
    }
    this.#answered(request, status());
  }

  /** From 400 on such an answer counts as failed, although nothing was thrown; a status without a code stands for itself. */
  #answered(request: Request, status: number): void {
    const code = codeOf(status);
    if (status >= 400) this.failed(request.logFields(), new Refusal(code, STATUS_CODES[status] ?? `HTTP ${status}`));
    this.completed(request, status === 200 ? "ok" : code === "unknown" ? `http_${status}` : code);
  }

  /** `onClose` tells when it is over. */
  socketOpened(request: Request, onClose: (closed: () => void) => void): void {
    const handler = request.handler();
    this.#metrics.socketsOpen.add(handler, 1);
    onClose(() => this.#metrics.socketsOpen.add(handler, -1));
  }

  /** `dropped`: on this stream so far. */
  droppedMessage(request: Request, thrown: unknown, dropped: number): void {
    if (!this.#log.enabled("warn")) return;
    const error = refusalOf(thrown).message;
    this.#log.write("warn", "stream message dropped", { ...request.logFields(), error, dropped });
  }

  streamFailed(request: Request, thrown: unknown): void {
    const refusal = refusalOf(thrown);
    this.#log.write("warn", "stream handler failed", {
      ...request.logFields(),
      error: refusal.internal ?? refusal.message,
    });
  }

  socketCut(request: Request, bytes: number): void {
    this.#log.write("warn", "socket cut: its client does not read", { ...request.logFields(), waiting_bytes: bytes });
  }
}
