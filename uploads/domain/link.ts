import { createHmac, timingSafeEqual } from "node:crypto";

/** What of a file a link gives. */
export type LinkVariant = "file" | "thumbnail";

/** What a link says, beside its signature. */
export interface Link {
  fileId: string;
  /** For whom it was made: their rights are asked for again when it is used. */
  personId: string;
  variant: LinkVariant;
  /** Seconds since 1970. */
  endsAt: number;
}

export interface LinkKey {
  id: string;
  secret: Buffer;
}

/** The path and query of a link that this key signs. */
export function linkPath(link: Link, key: LinkKey): string {
  const query = new URLSearchParams({
    for: link.personId,
    as: link.variant,
    until: String(link.endsAt),
    key: key.id,
    signature: signature(link, key).toString("base64url"),
  });
  return `/uploads/content/${link.fileId}?${query.toString()}`;
}

/** What a query says and by which key; null when it cannot be one of ours. Whether it is, `isSigned` says. */
export function readLink(fileId: string, query: URLSearchParams): { link: Link; keyId: string; given: Buffer } | null {
  const variant = query.get("as");
  const endsAt = Number(query.get("until"));
  if ((variant !== "file" && variant !== "thumbnail") || !Number.isSafeInteger(endsAt)) return null;
  const link = { fileId, personId: query.get("for") ?? "", variant, endsAt } as const;
  return { link, keyId: query.get("key") ?? "", given: Buffer.from(query.get("signature") ?? "", "base64url") };
}

export function isSigned(link: Link, key: LinkKey, given: Buffer): boolean {
  const right = signature(link, key);
  return given.length === right.length && timingSafeEqual(given, right);
}

const signature = ({ fileId, personId, variant, endsAt }: Link, { secret }: LinkKey): Buffer =>
  createHmac("sha256", secret).update([fileId, personId, variant, endsAt].join("\n")).digest();
