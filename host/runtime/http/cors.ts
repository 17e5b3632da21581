import type { IncomingMessage } from "node:http";
import type { App, CorsRules } from "../../model/app";
import type { Place, Schema, Types } from "../../schema/schema";

const ALWAYS_ALLOWED = [
  "accept",
  "authorization",
  "content-type",
  "origin",
  "user-agent",
  "x-correlation-id",
  "x-request-id",
  "x-requested-with",
];
const ALWAYS_EXPOSED = ["x-request-id", "x-correlation-id", "x-encore-trace-id"];
const VARY = ["vary", "origin, access-control-request-method, access-control-request-headers"];
const CREDENTIALS = ["access-control-allow-credentials", "true"];

type OriginTest = (origin: string) => boolean;

/** The CORS headers of facts 2, as flat name and value lists. A request from a refused origin runs, and gets no allow-origin. */
export class Cors {
  readonly #exposed: readonly string[];
  /** null: whatever the request asks for. */
  readonly #allowedHeaders: string | null;
  readonly #plain: OriginTest;
  readonly #credentialed: OriginTest;

  /** `anyOrigin`: origin lists are ignored, as under `encore run`. */
  constructor(app: App, anyOrigin: boolean) {
    const rules = app.cors;
    this.#exposed = [...CREDENTIALS, ...VARY, "access-control-expose-headers", exposedHeaders(app).join(",")];
    this.#allowedHeaders = rules.allowHeaders.includes("*") ? null : allowedHeaders(app).join(",");
    this.#plain = anyOrigin ? () => true : originTest(rules.originsWithoutCredentials);
    this.#credentialed = anyOrigin ? () => true : originTest(rules.originsWithCredentials);
  }

  /** For every answer but that of OPTIONS. */
  headers(request: IncomingMessage): readonly string[] {
    const origin = first(request, "origin");
    if (origin === undefined) return this.#exposed;
    return this.#isAllowed(origin, hasCredentials(request))
      ? [...this.#exposed, "access-control-allow-origin", origin]
      : this.#exposed;
  }

  /** For OPTIONS, which the gateway answers itself. */
  preflight(request: IncomingMessage): string[] {
    const headers = [...CREDENTIALS, ...VARY];
    const asked = request.headers["access-control-request-headers"];
    const origin = first(request, "origin");
    if (origin !== undefined && this.#isAllowed(origin, hasCredentials(request) || asksForCredentials(asked)))
      headers.push("access-control-allow-origin", origin);
    const method = first(request, "access-control-request-method");
    if (method !== undefined) headers.push("access-control-allow-methods", method);
    const allowed = this.#allowedHeaders ?? asked;
    if (allowed !== undefined) headers.push("access-control-allow-headers", allowed);
    if (request.headers["access-control-request-private-network"] === "true")
      headers.push("access-control-allow-private-network", "true");
    return headers;
  }

  #isAllowed(origin: string, credentialed: boolean): boolean {
    return credentialed ? this.#credentialed(origin) : this.#plain(origin);
  }
}

/** Node joins the values of a header that came twice; only the first one counts. */
function first({ headers, headersDistinct }: IncomingMessage, name: "origin" | "access-control-request-method") {
  const value = headers[name];
  return value?.includes(",") ? headersDistinct[name]?.[0] : value;
}

function hasCredentials({ headers }: IncomingMessage): boolean {
  return headers.cookie !== undefined || headers.authorization !== undefined;
}

/** Written in lower case, as browsers do it; the genuine runtime knows no other spelling. */
function asksForCredentials(askedHeaders: string | undefined): boolean {
  const asked = (askedHeaders ?? "").split(",").map((name) => name.trim());
  return asked.includes("authorization") || asked.includes("cookie");
}

/**
 * Compares in lower case, so that a listed origin with capitals fits nothing. The first `*` inside an origin stands for one
 * character or more, a further one for itself.
 */
function originTest(allowed: CorsRules["originsWithCredentials"]): OriginTest {
  if (allowed.includes("*")) return () => true;
  const tests = allowed.map((pattern): OriginTest => {
    const star = pattern.indexOf("*");
    if (star < 0) return (origin) => origin === pattern;
    const [prefix, suffix] = [pattern.slice(0, star), pattern.slice(star + 1)];
    return (origin) => origin.length >= pattern.length && origin.startsWith(prefix) && origin.endsWith(suffix);
  });
  return (origin) => tests.some((test) => test(origin.toLowerCase()));
}

function allowedHeaders(app: App): string[] {
  const names = new Set([...ALWAYS_ALLOWED, ...app.cors.allowHeaders.map((name) => name.toLowerCase())]);
  if (app.authHandler) addHeaderNames(names, app.authHandler.params, app.types);
  for (const endpoint of exposedEndpoints(app)) addHeaderNames(names, endpoint.request, app.types);
  return [...names].sort();
}

function exposedHeaders(app: App): string[] {
  const names = new Set([...ALWAYS_EXPOSED, ...app.cors.exposeHeaders.map((name) => name.toLowerCase())]);
  for (const endpoint of exposedEndpoints(app)) addHeaderNames(names, endpoint.response, app.types);
  return [...names].sort();
}

function exposedEndpoints(app: App): App["services"][number]["endpoints"] {
  return app.services.flatMap((service) => service.endpoints).filter((endpoint) => endpoint.exposed);
}

function addHeaderNames(names: Set<string>, schema: Schema | undefined, types: Types): void {
  const place: Place = "header";
  const target = schema?.kind === "ref" ? types[schema.id]?.schema : schema;
  if (target?.kind !== "object") return;
  for (const field of target.fields) if (field.in === place) names.add((field.wireName ?? field.name).toLowerCase());
}
