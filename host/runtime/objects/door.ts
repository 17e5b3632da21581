import type { IncomingMessage, ServerResponse } from "node:http";
import { inspect } from "node:util";
import { MAX_CONTENT_TYPE } from "../../services/objects/object-file";
import { objectAt, type ObjectName, OBJECTS_PATH } from "./address";
import { isFromHere } from "../http/from-here";
import { isLost, nameRefusal } from "./names";
import { isSigned, signingOf, staleness } from "./signed-url";
import type { ObjectStorage } from "./storage";
import { PREFLIGHT, receiveObject, sendObject } from "./transfer";

/** Why a request is not served. */
interface Refused {
  status: 400 | 403 | 404 | 405 | 500;
  message: string;
}

const NOT_FOUND: Refused = { status: 404, message: "object not found" };
const METHODS = ["GET", "HEAD", "PUT"];

/**
 * Objects over HTTP, at the addresses that `publicUrl` and the signed URLs name: GET and HEAD with ranges, PUT with a signed URL.
 * In an image a private object needs a signature of ours; as under `encore run` an unsigned read, or a signature that is not ours,
 * is good enough for this machine.
 */
export class ObjectDoor {
  readonly #storage: ObjectStorage;

  constructor(storage: ObjectStorage) {
    this.#storage = storage;
  }

  static leadsTo(pathname: string): boolean {
    return pathname.startsWith(`${OBJECTS_PATH}/`);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? "/";
    const mark = target.indexOf("?");
    const object = objectAt(mark < 0 ? target : target.slice(0, mark));
    this.#count(request.method, object?.bucket, response);
    if (request.method === "OPTIONS") return end(response, 200, [...PREFLIGHT, "content-length", "0"]);
    if (object === null || !this.#exists(object)) return refuse(response, NOT_FOUND);
    try {
      const refused = await this.#authorize(request, object, mark < 0 ? "" : target.slice(mark + 1));
      if (refused !== null) refuse(response, refused);
      else if (request.method === "PUT") await receiveObject(this.#storage.store, object, request, response);
      else if (!(await sendObject(this.#storage.store, object, request, response))) refuse(response, NOT_FOUND);
    } catch (error) {
      this.#storage.log.write("error", "object not served", { ...object, error: inspect(error) });
      if (response.headersSent) response.destroy();
      else refuse(response, { status: 500, message: "internal error" });
    }
  }

  #count(method: string | undefined, bucket: string | undefined, response: ServerResponse): void {
    const labels = {
      bucket: bucket !== undefined && this.#storage.has(bucket) ? bucket : "",
      method: METHODS.find((each) => each === method) ?? "",
    };
    response.once("close", () =>
      this.#storage.metrics.objectRequests.add({ ...labels, status: String(response.statusCode) }),
    );
  }

  /** False for what no upload can have stored. */
  #exists({ bucket, name }: ObjectName): boolean {
    return this.#storage.has(bucket) && !isLost(name) && nameRefusal(name) === null;
  }

  /** Null when the request may be served. */
  async #authorize(request: IncomingMessage, { bucket, name }: ObjectName, query: string): Promise<Refused | null> {
    const { method, headers } = request;
    if (!METHODS.includes(method ?? "")) return { status: 405, message: "method not allowed" };
    if ((headers["content-type"] ?? "").length > MAX_CONTENT_TYPE)
      return { status: 400, message: "the content type is too long" };
    const signing = signingOf(query);
    const isRead = method !== "PUT";
    if (signing === null && isRead && this.#storage.isPublic(bucket)) return null;
    const isHere = this.#storage.isLocal && isFromHere(request);
    if (signing === null && isRead)
      return isHere ? null : { status: 403, message: "the object is private: it needs a signed URL" };
    const stale = staleness(signing, Date.now());
    if (stale !== null) return { status: 400, message: stale };
    const claim = { method: isRead ? "GET" : "PUT", bucket, name } as const;
    if (isHere || isSigned(await this.#storage.key(), signing!, claim)) return null;
    return { status: 403, message: "the signature is not valid for this object and method" };
  }
}

/** A refused upload is not read; the connection ends. */
function refuse(response: ServerResponse, { status, message }: Refused): void {
  const text = `${message}\n`;
  const headers = ["content-type", "text/plain; charset=utf-8", "x-content-type-options", "nosniff"];
  if (response.req.method === "PUT") headers.push("connection", "close");
  end(response, status, [...headers, "content-length", String(Buffer.byteLength(text))], text);
}

function end(response: ServerResponse, status: number, headers: string[], body?: string): void {
  response.writeHead(status, headers);
  response.end(response.req.method === "HEAD" ? undefined : body);
}
