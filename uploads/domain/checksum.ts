import { accept, type Outcome, refuse } from "../../platform/outcome";

const LENGTHS = { sha1: 20, sha256: 32, md5: 16 } as const;

export const CHECKSUM_ALGORITHMS = Object.keys(LENGTHS) as (keyof typeof LENGTHS)[];

/** What the bytes of a request must give. */
export interface Checksum {
  algorithm: keyof typeof LENGTHS;
  digest: Buffer;
}

/** Reads tus' header `Upload-Checksum: sha256 <base64>`; null when there is none. */
export function readChecksum(header: string | undefined): Outcome<Checksum | null, "checksum_unsupported"> {
  if (header === undefined) return accept(null);
  const [, name = "", text = ""] = /^(\w+) ([A-Za-z0-9+/]+={0,2})$/.exec(header.trim()) ?? [];
  const algorithm = CHECKSUM_ALGORITHMS.find((each) => each === name);
  const digest = Buffer.from(text, "base64");
  if (algorithm === undefined || digest.length !== LENGTHS[algorithm]) return refuse("checksum_unsupported");
  return accept({ algorithm, digest });
}
