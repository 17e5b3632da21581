/** One method for each endpoint: its signature, and the call that it makes. */
import type { App, Endpoint, Segment } from "../../model/app";
import type { Field, Schema } from "../../schema/schema";
import { paramsField, propertyName } from "./text";
import { type ClientTypes, givenTo } from "./types";

const METHOD_ORDER = ["POST", "GET", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"];
const WITH_BODY = new Set(["POST", "PUT", "PATCH", "CONNECT"]);
const RESERVED = new Set([
  "params",
  "headers",
  "query",
  "body",
  "resp",
  "rtn",
  "method",
  "options",
  "base",
  "response",
]);
const KEYWORDS = new Set(
  "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static await".split(
    " ",
  ),
);

/** `name(args): Promise<…>;` of the interface. */
export function signature(endpoint: Endpoint, types: ClientTypes): string {
  return `${endpoint.name}(${parameters(endpoint, types).join(", ")}): Promise<${result(endpoint, types)}>;`;
}

/** `name: async (args) => …` of the implementation. */
export function implementation(endpoint: Endpoint, app: App, types: ClientTypes): string {
  const names = parameters(endpoint, types).map((p) => p.split(/[?:]/)[0]?.trim() ?? "");
  return `${endpoint.name}: async (${names.join(", ")}) => ${call(endpoint, app)},`;
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
  return RESERVED.has(name) || KEYWORDS.has(name) ? `_${name}` : name;
}

function result(endpoint: Endpoint, types: ClientTypes): string {
  const type = (schema: Schema | undefined): string => (schema === undefined ? "void" : types.print(schema));
  const { kind, request, response } = endpoint;
  if (kind === "raw") return "globalThis.Response";
  if (kind === "streamInOut") return `StreamInOut<${type(request)}, ${type(response)}>`;
  if (kind === "streamIn") return `StreamOut<${type(request)}, ${type(response)}>`;
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
  return `{ ${fields.map((f) => `${propertyName(f.wireName ?? f.name)}: ${paramsField(f.name)}`).join(", ")} }`;
}

function readHeader({ name, wireName = name, type, optional }: Field): string {
  const read = `mustBeSet(response, ${JSON.stringify(wireName)})`;
  const bare = type.kind === "valid" ? type.of : type;
  const value = bare.kind === "number" ? `Number(${read})` : bare.kind === "boolean" ? `${read} === "true"` : read;
  const entry = `${propertyName(name)}: ${value}`;
  return optional ? `...(response.headers.has(${JSON.stringify(wireName)}) ? { ${entry} } : {})` : entry;
}

/** The fields of a whole message. */
export function fieldsOf(schema: Schema | undefined, app: App): Field[] {
  if (schema?.kind === "ref") return fieldsOf(app.types[schema.id]?.schema, app);
  return schema?.kind === "object" ? schema.fields : [];
}
