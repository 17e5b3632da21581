/** A TypeScript client of the public endpoints, in the shape that `encore gen client` gives it, so that either can take the other's place. */
import type { App, AuthHandler, Service } from "../../model/app";
import { identifier } from "../names";
import { select, type Selection } from "../selection";
import { ERRORS } from "./error-runtime";
import { fieldsOf, implementation, sentName, signature } from "./methods";
import { BASE_CLIENT, CALLING, ENVIRONMENTS, NO_AUTH } from "./runtime";
import { STREAMS } from "./stream-runtime";
import { docComment, indent, paramsField, propertyName } from "./text";
import { ClientTypes, declarations } from "./types";

/**
 * The text of one module without imports. Unlike the genuine one it is erasable TypeScript: its namespaces hold types only and
 * ErrCode is an object.
 */
export function generateClient(app: App, selection: Selection = {}): string {
  const slug = app.id === "" ? "local" : app.id;
  const types = new ClientTypes(app);
  const services = select(app, selection, (e) => e.exposed);
  const streams = services.some((s) => s.endpoints.some((e) => e.kind.startsWith("stream")));
  const auth = authOf(app);
  const authType = auth === undefined ? undefined : types.print(auth.params);
  const interfaces = new Map(services.map((s) => [identifier(s.name), serviceInterface(s, types)]));
  const implementations = services.map((s) => serviceImplementation(s, app, types));
  return [
    "// Generated from the source of the application. Do not edit.\n/* eslint-disable */\n",
    ENVIRONMENTS(slug),
    clientClass(services),
    options(authType),
    ...declarations(types.namespaces(), interfaces),
    ...implementations,
    CALLING,
    BASE_CLIENT(
      `${slug}-Generated-TS-Client (Encore/v1.58.6)`,
      auth === undefined ? NO_AUTH : caller(auth, app),
      streams,
    ),
    ...(streams ? [STREAMS] : []),
    ERRORS,
  ].join("\n");
}

/** The auth handler, unless a browser alone can fill in what it wants. */
function authOf({ authHandler, ...app }: App): AuthHandler | undefined {
  if (authHandler === undefined) return undefined;
  const fields = fieldsOf(authHandler.params, app);
  return fields.every((f) => f.in === "cookie") ? undefined : authHandler;
}

function clientClass(services: Service[]): string {
  const names = services.map((s) => identifier(s.name));
  return `/** The endpoints of the application that are open to the outside, by service. */
export default class Client {
${names.map((n) => `  readonly ${n}: ${n}.ServiceClient;\n`).join("")}  readonly #target: BaseURL;
  readonly #options: ClientOptions;

  constructor(target: BaseURL, options: ClientOptions = {}) {
    this.#target = target;
    this.#options = options;
    const base = new BaseClient(target, options);
${names.map((n) => `    this.${n} = ${n}_client(base);\n`).join("")}  }

  /** The same client with other options; those that are not given stay. */
  with(options: ClientOptions): Client {
    return new Client(this.#target, { ...this.#options, ...options });
  }
}
`;
}

function options(authType: string | undefined): string {
  const auth =
    authType === undefined
      ? ""
      : `  /** Who is calling: fixed, or asked before each call. */\n  auth?: ${authType} | AuthDataGenerator;\n`;
  const generator =
    authType === undefined
      ? ""
      : `\nexport type AuthDataGenerator = () => ${authType} | Promise<${authType} | undefined> | undefined;\n`;
  return `export interface ClientOptions {
  /** Instead of the built-in fetch. */
  fetcher?: Fetcher;
  /** Added to every request. */
  requestInit?: Omit<RequestInit, "headers"> & { headers?: Record<string, string> };
${auth}}
${generator}`;
}

function serviceInterface({ endpoints }: Service, types: ClientTypes): string {
  const methods = endpoints.map((e) => docComment(e.doc) + signature(e, types));
  return `export interface ServiceClient {\n${indent(methods.join("\n"), 1)}\n}`;
}

function serviceImplementation({ name, endpoints }: Service, app: App, types: ClientTypes): string {
  const methods = endpoints.map((e) => implementation(e, app, types));
  return `function ${identifier(name)}_client(base: BaseClient): ${identifier(name)}.ServiceClient {\n  return {\n${indent(methods.join("\n"), 2)}\n  };\n}\n`;
}

function caller({ params: schema }: AuthHandler, app: App): string {
  const fields = fieldsOf(schema, app);
  const values = (place: "header" | "query"): string => {
    const here = fields
      .filter((f) => f.in === place)
      .map((f) => `${propertyName(sentName(f))}: ${paramsField(f.name)}`);
    return here.length === 0 ? "{}" : `{ ${here.join(", ")} }`;
  };
  return `    const { auth } = this.options;
    const params = typeof auth === "function" ? await auth() : auth;
    if (params === undefined) return { headers: {}, query: {} };
    return { headers: headerTexts(${values("header")}), query: texts(${values("query")}) };`;
}
