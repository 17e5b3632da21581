import type { contract } from "../../api/client.gen";

/**
 * waiting → uploading; paused by the person, offline by the network, failed by the server. Once every byte is kept there it is no
 * transfer any more: what becomes of the file then is told by the list of files.
 */
export type TransferState = "waiting" | "uploading" | "paused" | "offline" | "failed";

/** A file on its way to the server. */
export interface Transfer {
  key: string;
  propertyId: number;
  purpose: contract.FilePurpose;
  name: string;
  size: number;
  /** Bytes that the server has acknowledged. */
  accepted: number;
  state: TransferState;
  /** Why it failed. */
  why: string | null;
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
