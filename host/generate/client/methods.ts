/** One method for each endpoint: its signature, and the call that it makes. */
import type { App, Endpoint, Segment } from "../../model/app";
import type { Field, Schema } from "../../schema/schema";
import { paramsField, propertyName } from "./text";
import { bare, type ClientTypes, givenTo } from "./types";

const METHOD_ORDER = ["POST", "GET", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"];
const WITH_BODY = new Set(["POST", "PUT", "PATCH", "CONNECT"]);
/** What the generated functions call themselves, and what cannot be the name of a parameter. */
const RESERVED = new Set(
  (
    "params headers query body resp rtn method options base response abstract any arguments as async await boolean break byte case " +
    "catch char class const constructor continue debugger declare default delete do double else enum eval export extends false final " +
    "finally float for from function get goto if implements import in instanceof interface let long module namespace native new null " +
    "number of package private protected public require return set short static string super switch symbol synchronized this throw " +
    "throws transient true try type typeof var void volatile while with yield"
  ).split(" "),
);

/** `name(args): Promise<…>;` of the interface. */
export function signature(endpoint: Endpoint, types: ClientTypes): string {
  return `${endpoint.name}(${parameters(endpoint, types).join(", ")}): Promise<${result(endpoint, types)}>;`;
}

/** `name: async (args) => …` of the implementation. */
export function implementation(endpoint: Endpoint, app: App, types: ClientTypes): string {
  const names = parameters(endpoint, types).map((p) => p.split(/[?:]/)[0]?.trim() ?? "");
  // Cookies travel without our help: of a request that has nothing else, nothing is used.
  const isUsed = fieldsOf(givenTo(endpoint)?.schema, app).some((f) => f.in !== "cookie");
  const used = names.filter((name) => isUsed || name !== "params");
  return `${endpoint.name}: async (${used.join(", ")}) => ${call(endpoint, app)},`;
}

function parameters(endpoint: Endpoint, types: ClientTypes): string[] {
  const path = endpoint.path.flatMap((s) =>
    s.kind === "literal" ? [] : [`${argument(s.name)}: ${pathType(s, types)}`],
  );
  if (endpoint.kind === "raw") {
    return [
      `method: ${endpoint.methods.map((m) => JSON.stringify(m)).join(" | ")}`,
      ...path,
      'body?: RequestInit["body"]',
      "options?: CallParameters",
    ];
  }
  const given = givenTo(endpoint);
  return given === undefined ? path : [...path, `params: ${types.carried(given.schema, given.typeId)}`];
}

function pathType(segment: Exclude<Segment, { kind: "literal" }>, types: ClientTypes): string {
  return segment.kind === "param" ? types.print(segment.type) : "string[]";
}

function argument(name: string): string {
  return RESERVED.has(name) ? `_${name}` : name;
}

function result(endpoint: Endpoint, types: ClientTypes): string {
  const type = (schema: Schema | undefined): string => (schema === undefined ? "void" : types.print(schema));
  const { kind, request, requestType, response } = endpoint;
  if (kind === "raw") return "globalThis.Response";
  const sent = request === undefined ? "void" : types.carried(request, requestType);
  if (kind === "streamInOut") return `StreamInOut<${sent}, ${type(response)}>`;
  if (kind === "streamIn") return `StreamOut<${sent}, ${type(response)}>`;
  return kind === "streamOut" ? `StreamIn<${type(response)}>` : type(response);
}

const STREAM_CLASSES: Record<string, string> = {
  streamInOut: "StreamInOut",
  streamIn: "StreamOut",
  streamOut: "StreamIn",
};

function call(endpoint: Endpoint, app: App): string {
  const path = `\`/${endpoint.path.map(pathPart).join("/")}\``;
  if (endpoint.kind === "raw") return `base.raw(method, ${path}, body, options)`;
  const method =
    endpoint.kind === "static" ? "HEAD" : (METHOD_ORDER.find((m) => endpoint.methods.includes(m)) ?? "POST");
  const stream = STREAM_CLASSES[endpoint.kind];
  const fields = fieldsOf(givenTo(endpoint)?.schema, app);
  const sent = carrier(fields, stream === undefined && WITH_BODY.has(method));
  if (stream !== undefined) return `new ${stream}(...(await base.stream(${path}${sent})))`;
  const request = `${JSON.stringify(method)}, ${path}${sent}`;
  const { response } = endpoint;
  if (response === undefined) return `base.empty(${request})`;
  const headers = fieldsOf(response, app).filter((f) => f.in === "header");
  const hasBody = fieldsOf(response, app).some((f) => f.in === undefined);
  if (headers.length === 0 && hasBody) return `base.json(${request})`;
  if (headers.length === 0)
    return `{
  await base.typed(${request});
  return {};
}`;
  const read = [...(hasBody ? ["...(await response.json())"] : []), ...headers.map(readHeader)];
  return `{
  const response = await base.typed(${request});
  return { ${read.join(", ")} };
}`;
}

function pathPart(segment: Segment): string {
  if (segment.kind === "literal") return segment.value;
  const name = argument(segment.name);
  return segment.kind === "param" ? `\${encodeURIComponent(${name})}` : `\${${name}.map(encodeURIComponent).join("/")}`;
}

/** Where the fields of `params` travel. */
function carrier(fields: Field[], hasBody: boolean): string {
  const at = (place: Field["in"]): Field[] => fields.filter((f) => f.in === place);
  const query = hasBody ? at("query") : [...at("query"), ...at(undefined)];
  const headers = at("header");
  const body = hasBody ? at(undefined) : [];
  const parts = [
    ...(query.length === 0 ? [] : [`query: ${values(query)}`]),
    ...(headers.length === 0 ? [] : [`headers: ${values(headers)}`]),
    ...(body.length === 0 ? [] : [body.length === fields.length ? "body: params" : `body: ${values(body)}`]),
  ];
  return parts.length === 0 ? "" : `, { ${parts.join(", ")} }`;
}

function values(fields: Field[]): string {
  return `{ ${fields.map((f) => `${propertyName(sentName(f))}: ${paramsField(f.name)}`).join(", ")} }`;
}

/** The runtime reads query parameters by the name of the field, whatever the source calls them; the genuine client does not know. */
export function sentName({ name, wireName = name, in: place }: Field): string {
  return place === "header" ? wireName : name;
}

/** An entry of the answer. */
function readHeader({ name, wireName = name, type, optional }: Field): string {
  const wire = JSON.stringify(wireName);
  const schema = bare(type);
  if (wireName.toLowerCase() === "set-cookie") return setCookies(name, schema);
  const text = `mustBeSet(${wire}, response.headers.get(${wire}))`;
  const value = schema.kind === "array" ? `[${fromText(text, bare(schema.item))}]` : fromText(text, schema);
  const entry = `${propertyName(name)}: ${value}`;
  return optional ? `...(response.headers.has(${wire}) ? { ${entry} } : {})` : entry;
}

/** Browsers hide cookies from scripts: there the field is left out. */
function setCookies(name: string, { kind }: Schema): string {
  const all = "response.headers.getSetCookie()";
  const value = kind === "array" ? all : `mustBeSet("Set-Cookie", ${all}[0])`;
  return `...(inBrowser ? {} : { ${propertyName(name)}: ${value} })`;
}

function fromText(text: string, { kind }: Schema): string {
  return kind === "number" ? `Number(${text})` : kind === "boolean" ? `${text} === "true"` : text;
}

/** The fields of a whole message. */
export function fieldsOf(schema: Schema | undefined, app: App): Field[] {
  if (schema?.kind === "ref") return fieldsOf(app.types[schema.id]?.schema, app);
  return schema?.kind === "object" ? schema.fields : [];
}
