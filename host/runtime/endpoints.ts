import type { App, Endpoint } from "../model/app";
import { endpointCodec, type EndpointCodec } from "../schema/endpoint-codec";
import type { Types } from "../schema/schema";
import type { ValueMakers } from "../schema/wire";
import type { ApiCallMeta } from "./request";
import type { ApiRoute } from "./route";
import { OutboundEncoder } from "./streams/outbound";

/** One endpoint of the application with its codec and, once registered, its handler. */
export class LiveEndpoint {
  readonly model: Endpoint;
  /** As `currentRequest().api` has it. */
  readonly description: ApiCallMeta["api"];
  readonly #types: Types;
  readonly #makers: ValueMakers;
  #codec: EndpointCodec | undefined;
  #outbound: OutboundEncoder | undefined;
  /** Undefined until the entry point, or a test, registers it. */
  handler: ApiRoute["handler"] | undefined;

  constructor(model: Endpoint, types: Types, makers: ValueMakers) {
    this.model = model;
    this.#types = types;
    this.#makers = makers;
    this.description = {
      service: model.service,
      endpoint: model.name,
      raw: model.kind === "raw",
      requiresAuth: model.authRequired,
      tags: model.tags,
    };
  }

  /** Built when first asked for: a test reaches few of an application's endpoints. */
  get codec(): EndpointCodec {
    return (this.#codec ??= endpointCodec(this.model, this.#types, this.#makers));
  }

  /** For streams: the messages of the handler, shared by all its sockets. */
  get outbound(): OutboundEncoder {
    return (this.#outbound ??= new OutboundEncoder((message) => this.codec.encodeMessage(message)));
  }
}

/** All endpoints of the application by service and name. */
export class Endpoints {
  readonly all: readonly LiveEndpoint[];
  readonly #byName = new Map<string, LiveEndpoint>();

  constructor(app: App, makers: ValueMakers) {
    this.all = app.services.flatMap((service) =>
      service.endpoints.map((model) => new LiveEndpoint(model, app.types, makers)),
    );
    for (const endpoint of this.all) this.#byName.set(`${endpoint.model.service}.${endpoint.model.name}`, endpoint);
  }

  /** A handler of an endpoint that the application does not have is left out. */
  register(route: ApiRoute): void {
    const endpoint = this.find(route.service, route.name);
    if (endpoint) endpoint.handler = route.handler;
  }

  find(service: string, name: string): LiveEndpoint | undefined {
    return this.#byName.get(`${service}.${name}`);
  }

  /** Builds every codec, so that a defect shows at start and not in the first request. */
  prepare(): void {
    for (const endpoint of this.all) void endpoint.codec;
  }
}
