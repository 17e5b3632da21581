import type { AuthCodec } from "../../schema/auth-codec";
import { Refusal } from "../../schema/refusal";
import { refusalOf } from "../../schema/thrown-error";
import type { RequestParts } from "../../schema/wire";
import { inOwnContext } from "../admit";
import type { RuntimeContext } from "../context";
import { Request } from "../request";
import type { Trace } from "../trace";
import type { Gateway } from "./gateway";

/** Runs the application's auth handler in front of the endpoints (facts 8). */
export class Authenticator {
  readonly #context: RuntimeContext;
  readonly #codec: AuthCodec | undefined;
  readonly #gateway: () => Gateway | undefined;

  /** `gateway` is asked late: it is made when the application's modules are loaded. */
  constructor(context: RuntimeContext, codec: AuthCodec | undefined, gateway: () => Gateway | undefined) {
    this.#context = context;
    this.#codec = codec;
    this.#gateway = gateway;
  }

  /**
   * The auth data of a request, or null when it is anonymous. Throws the Refusal that the whole request is answered with: also on
   * endpoints that need no authentication when the handler fails with anything but `unauthenticated`.
   */
  authenticate(parts: RequestParts, isRequired: boolean, trace: Trace): object | null | Promise<object | null> {
    const handler = this.#gateway()?.auth;
    if (!this.#codec || !handler || !this.#codec.isPresent(parts)) return anonymous(isRequired);
    const params = this.#codec.decode(parts);
    return this.#run(this.#codec, handler, params, trace).catch((refusal: Refusal) => {
      if (isRequired || refusal.code !== "unauthenticated") throw refusal;
      return null;
    });
  }

  /** Rejects with a Refusal. */
  async #run(
    codec: AuthCodec,
    handler: (request: Request) => unknown,
    params: Record<string, unknown>,
    trace: Trace,
  ): Promise<object> {
    const { log, app } = this.#context;
    const request = new Request({
      payload: params,
      trace,
      log: { service: app.authHandler!.service, endpoint: app.authHandler!.name },
      meta: () => ({}),
    });
    if (log.enabled("info")) log.write("info", "running auth handler", request.logFields());
    try {
      const data = codec.checkData(await inOwnContext(() => handler(request)));
      if (log.enabled("info"))
        log.write("info", "auth handler completed", { ...request.logFields(), duration: request.ageMs() });
      return data;
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      if (refusal.code === "unauthenticated")
        log.write("debug", "auth handler returned unauthenticated", request.logFields());
      else
        log.write("error", "auth handler failed", {
          ...request.logFields(),
          error: refusal.internal ?? refusal.message,
        });
      throw refusal;
    }
  }
}

function anonymous(isRequired: boolean): null {
  if (!isRequired) return null;
  throw new Refusal("unauthenticated", "the request does not have valid authentication credentials for the operation");
}
