import type { contract } from "../api/client.gen";

/** What a file can be given to. */
export interface Subject {
  kind: "expense" | "id_document" | "message" | "task";
  id: string;
}

/** What becomes of a file once the server has it. */
export type Destination =
  /** It stays among its owner's files. */
  | { kind: "own" }
  /** It is given to something that is there: a task, an expense, a guest's document, a message. */
  | { kind: "subject"; subject: Subject }
  /** It waits until a form is sent, and is named by that. */
  | { kind: "draft"; key: string };

/** Where a file goes, in one word. */
export function destinationKey(destination: Destination): string {
  if (destination.kind === "own") return "own";
  return destination.kind === "draft"
    ? `draft/${destination.key}`
    : `${destination.subject.kind}/${destination.subject.id}`;
}

/**
 * waiting → uploading → checking → ready; paused by the person, offline by the network, failed on the way (it may be tried again),
 * refused for good. One's own are no transfers any more once every byte is kept, those with a subject once they are given to it; ready
 * ones are those of drafts.
 */
export type TransferState =
  | "waiting"
  | "uploading"
  | "paused"
  | "offline"
  | "checking"
  | "ready"
  | "failed"
  | "refused";

/** A file on its way to the server. */
export interface Transfer {
  key: string;
  propertyId: number;
  purpose: contract.FilePurpose;
  destination: Destination;
  name: string;
  size: number;
  /** Bytes that the server has acknowledged. */
  accepted: number;
  state: TransferState;
  /** Why it failed or was refused. */
  why: string | null;
  /** Its id on the server, once every byte is there. */
  fileId: string | null;
}

/** At a time; the others wait. */
const PARALLEL = 3;

/** The transfers that may begin now, in their order. */
export function mayBegin(transfers: readonly Transfer[]): Transfer[] {
  const running = transfers.filter(({ state }) => state === "uploading").length;
  return transfers.filter(({ state }) => state === "waiting").slice(0, Math.max(0, PARALLEL - running));
}

/** Why a file cannot be uploaded for a purpose; null when it may be tried. */
export function refusalOf(
  file: { name: string; size: number },
  types: readonly { extensions: readonly string[]; maxSize: number }[],
): { kind: "type" } | { kind: "size"; maxSize: number } | null {
  const extension = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? "";
  const type = types.find(({ extensions }) => extensions.includes(extension));
  if (type === undefined) return { kind: "type" };
  return file.size > type.maxSize ? { kind: "size", maxSize: type.maxSize } : null;
}
