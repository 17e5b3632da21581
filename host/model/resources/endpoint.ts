/** `api(options, handler)` and its kinds: raw, static, streams. */
import { posix } from "node:path";
import type { Endpoint, Segment } from "../app";
import { ts } from "../compiler";
import { errorAt, positionOf } from "../diagnostics";
import { docOf } from "../source/doc";
import {
  type Options,
  LITERALS_ONLY,
  readBoolean,
  readInteger,
  readList,
  readLocalPath,
  readNullable,
  readOptions,
  readString,
  type Read,
  UINT32,
  UINT64,
} from "../source/literals";
import type { Reference } from "../source/references";
import { bound, type Context, variableOf } from "./context";
import { describeMessages } from "./messages";
import { parsePath } from "./path";
import { signatureOf, streamTypes, type WrittenTypes } from "./signature";

const METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"];
const DEFAULT_BODY_LIMIT = 2 * 1024 * 1024;
const KINDS: Record<string, Endpoint["kind"]> = {
  raw: "raw",
  static: "static",
  streamIn: "streamIn",
  streamOut: "streamOut",
  streamInOut: "streamInOut",
};

interface EndpointOptions {
  method: string[];
  path: string;
  expose: boolean;
  auth: boolean;
  bodyLimit: number | null;
  tags: string[];
  sensitive: boolean;
  dir: string;
  notFound: string;
  notFoundStatus: number;
  headers: Record<string, string[]>;
}

export function readEndpoint(reference: Reference, context: Context): void {
  // What is not known is read as a plain endpoint, as the genuine parser does.
  const kind = KINDS[reference.member ?? ""] ?? "typed";
  const { node, module } = reference;
  const variable = variableOf(reference);
  if (variable === undefined) throw errorAt(node, "API endpoint must be bound to an exported variable");
  const name = variable.text;
  const service = context.serviceName(module.file);
  const options = readEndpointOptions(reference);
  const { values } = options;
  const written = writtenTypes(kind, reference);
  const declared = bound({}, reference);
  const rawPath = values.path ?? `/${service}.${name}`;
  const path = parsePath(rawPath, positionOf(options.at("path")));
  const methods =
    kind === "static" ? ["GET", "HEAD"] : kind.startsWith("stream") ? ["GET"] : (values.method ?? ["POST"]);
  const messages = describeMessages({ node, kind, path, methods, written, module }, context);
  if (messages === undefined) return;
  const doc = docOf(node);
  const exposed = values.expose ?? false;
  const authRequired = values.auth ?? false;
  const endpoint: Endpoint = {
    service,
    name,
    ...(doc === undefined ? {} : { doc }),
    at: positionOf(node),
    exportName: name,
    kind,
    access: exposed ? (authRequired ? "auth" : "public") : "private",
    exposed,
    authRequired,
    methods,
    rawPath,
    bodyLimit: values.bodyLimit === undefined ? DEFAULT_BODY_LIMIT : values.bodyLimit,
    tags: values.tags ?? [],
    sensitive: values.sensitive ?? false,
    ...messages,
    ...(kind === "static" ? { static: staticAssets(reference, options, path, context) } : {}),
  };
  context.resources.endpoints.push({ ...declared, of: endpoint });
}

function readEndpointOptions(reference: Reference): Options<EndpointOptions> {
  const [config] = reference.args;
  if (config === undefined)
    throw errorAt(reference.node, "API endpoint must have a config object as its first argument");
  return readOptions<EndpointOptions>(config, {
    method: readMethods,
    path: readString,
    expose: readBoolean,
    auth: readBoolean,
    bodyLimit: readNullable(readInteger(UINT64)),
    tags: readList(readString),
    sensitive: readBoolean,
    dir: readLocalPath,
    notFound: readLocalPath,
    notFoundStatus: readInteger(UINT32),
    headers: readHeaders,
  });
}

/** The genuine parser skips what is no string in a list of methods. */
const readMethods: Read<string[]> = (node) => {
  const given = ts.isStringLiteral(node)
    ? [node]
    : ts.isArrayLiteralExpression(node)
      ? node.elements.filter((e) => ts.isStringLiteral(e))
      : undefined;
  if (given === undefined)
    throw errorAt(node, `invalid methods: must be string or array of strings, got ${node.getText()}`, LITERALS_ONLY);
  for (const { text } of given) {
    if (text === "*") {
      if (ts.isArrayLiteralExpression(node) && node.elements.length > 1)
        throw errorAt(node, "invalid methods: cannot mix * and other methods");
      return METHODS.filter((m) => m !== "CONNECT").sort();
    }
    if (!METHODS.includes(text))
      throw errorAt(node, `invalid method: invalid method ${text}`, `Allowed are ${METHODS.join(", ")} and *.`);
  }
  if (given.length === 0)
    throw errorAt(node, "invalid methods: no method named", `Allowed are ${METHODS.join(", ")} and *.`);
  return [...new Set(given.map(({ text }) => text))].sort();
};

const HEADER_VALUES = "header value must be a string or array of strings";

/** Of the headers of static files only plain properties count. */
const readHeaders: Read<Record<string, string[]>> = (node) => {
  if (!ts.isObjectLiteralExpression(node))
    throw errorAt(node, `headers must be an object, got ${node.getText()}`, LITERALS_ONLY);
  const headers: Record<string, string[]> = {};
  for (const property of node.properties) {
    if (!ts.isPropertyAssignment(property) || !(ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)))
      continue;
    const { initializer } = property;
    const values = ts.isArrayLiteralExpression(initializer)
      ? initializer.elements.filter((e) => !ts.isOmittedExpression(e))
      : [initializer];
    headers[property.name.text] = values.map((value) => {
      const of = ts.isSpreadElement(value) ? value.expression : value;
      if (!ts.isStringLiteral(of)) throw errorAt(value, `${HEADER_VALUES}, got ${value.getText()}`, LITERALS_ONLY);
      return of.text;
    });
  }
  return headers;
};

function writtenTypes(kind: Endpoint["kind"], reference: Reference): WrittenTypes {
  if (kind === "static" || kind === "raw") {
    if (kind === "raw" && reference.args[1] === undefined)
      throw errorAt(reference.node, "API endpoint must have a handler function as its second argument");
    return {};
  }
  const handler = reference.args[1];
  if (handler === undefined)
    throw errorAt(reference.node, "API endpoint must have a handler function as its second argument");
  if (kind !== "typed") return streamTypes(kind, reference, handler);
  const { request, response } = signatureOf(handler, "endpoint handler");
  return { request: request ?? reference.typeArgs[0], response: response ?? reference.typeArgs[1] };
}

function staticAssets(
  { module }: Reference,
  options: Options<EndpointOptions>,
  path: Segment[],
  { files }: Context,
): NonNullable<Endpoint["static"]> {
  const { dir, notFound, notFoundStatus, headers } = options.values;
  const below = (p: string): string => posix.join(posix.dirname(module.file), p);
  if (dir === undefined) throw errorAt(options.at("dir"), "static assets must have the 'dir' field set");
  const dynamic = path.findIndex((s) => s.kind !== "literal");
  if (dynamic !== -1 && dynamic < path.length - 1)
    throw errorAt(options.at("path"), "static assets path cannot have segments after a dynamic segment");
  if (files.kind(below(dir)) !== "dir")
    throw errorAt(
      options.at("dir"),
      `unable to read static assets directory: No such file or directory: ${below(dir)}`,
    );
  if (notFound !== undefined && files.kind(below(notFound)) !== "file")
    throw errorAt(options.at("notFound"), `file does not exist: ${below(notFound)}`);
  return {
    dir: below(dir),
    ...(notFound === undefined ? {} : { notFound: below(notFound) }),
    ...(notFoundStatus === undefined ? {} : { notFoundStatus }),
    headers: headers ?? {},
  };
}
