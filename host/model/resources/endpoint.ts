/** `api(options, handler)` and its kinds: raw, static, streams. */
import { posix } from "node:path";
import type { Endpoint, Segment } from "../app";
import { ts } from "../compiler";
import { errorAt, positionOf } from "../diagnostics";
import { docOf } from "../source/doc";
import {
  type Options,
  readBoolean,
  readList,
  readLocalPath,
  readNullable,
  readNumber,
  readOptions,
  readRecord,
  readString,
  type Read,
} from "../source/literals";
import type { Reference } from "../source/references";
import { bound, type Context } from "./context";
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
  const kind = reference.member === undefined ? "typed" : KINDS[reference.member];
  if (kind === undefined) return;
  const { binding, node, module } = reference;
  if (binding.kind !== "variable") throw errorAt(node, "API endpoint must be bound to an exported variable");
  const name = binding.name.text;
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
  const doc = docOf(binding.name.parent);
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
    bodyLimit: readNullable(readNumber),
    tags: readList(readString),
    sensitive: readBoolean,
    dir: readLocalPath,
    notFound: readLocalPath,
    notFoundStatus: readNumber,
    headers: readRecord((node) =>
      ts.isArrayLiteralExpression(node) ? readList(readString)(node) : [readString(node)],
    ),
  });
}

const readMethods: Read<string[]> = (node) => {
  const given = ts.isArrayLiteralExpression(node) ? readList(readString)(node) : [readString(node)];
  const all = METHODS.filter((m) => m !== "CONNECT").sort();
  if (given.includes("*")) {
    if (given.length > 1) throw errorAt(node, "invalid methods: cannot mix * and other methods");
    return all;
  }
  const unknown = given.find((m) => !METHODS.includes(m));
  if (unknown !== undefined)
    throw errorAt(node, `invalid method: invalid method ${unknown}`, `Allowed are ${METHODS.join(", ")} and *.`);
  return [...new Set(given)].sort();
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
