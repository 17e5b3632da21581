import { STATUS_CODES } from "node:http";
import { ObjectErrorKind } from "../enums";

type Kind = (typeof ObjectErrorKind)[keyof typeof ObjectErrorKind];

/** What operations on objects resolve to (they do not reject) when they fail (facts 3.8); encore.dev throws an error of it. */
export class TypedObjectError {
  readonly #kind: Kind;
  readonly #message: string;

  constructor(kind: Kind, message: string) {
    this.#kind = kind;
    this.#message = message;
  }

  get kind(): Kind {
    return this.#kind;
  }

  get message(): string {
    return this.#message;
  }
}

export const objectNotFound = (): TypedObjectError =>
  new TypedObjectError(ObjectErrorKind.NotFound, "object not found");

export const preconditionFailed = (): TypedObjectError =>
  new TypedObjectError(ObjectErrorKind.PreconditionFailed, "precondition failed");

export const invalidArgument = (): TypedObjectError =>
  new TypedObjectError(ObjectErrorKind.InvalidArgument, "invalid argument");

export const internalFailure = (message: string): TypedObjectError =>
  new TypedObjectError(ObjectErrorKind.Internal, `internal error: ${message}`);

/** A failure of the disk, or of a defect of ours, keeps its message. */
export const otherFailure = (message: string): TypedObjectError => new TypedObjectError(ObjectErrorKind.Other, message);

/** In the words of the genuine runtime, which asks its local store over HTTP at this path. The host has no such store, nor its port. */
export function storeRefused(status: 400 | 500, path: string): TypedObjectError {
  const kind = status < 500 ? "client" : "server";
  return otherFailure(
    `HTTP status ${kind} error (${status} ${STATUS_CODES[status]}) for url (http://localhost:0${path})`,
  );
}

/** The local store of `encore run` leaves the size of an empty object out of its answer, which then cannot be read. */
export const sizeMissing = (): TypedObjectError =>
  otherFailure("error decoding response body\n\nCaused by:\n    missing field `size` at line 1 column 512");
