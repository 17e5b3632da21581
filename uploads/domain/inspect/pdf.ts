import type { RejectReason } from "../../contract/types";

/** Names of what a PDF may do by itself, in the form that a reader sees: `#4a` stands for a letter. */
const ACTIVE = /\/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)(?![A-Za-z])/;
const END_SEARCHED = 1024;

/**
 * Why a PDF is refused; null when nothing speaks against it. What stands in compressed streams is not seen: PDFs are never shown in
 * our pages, only handed out as downloads.
 */
export function refusePdf(bytes: Buffer): RejectReason | null {
  const text = bytes.toString("latin1");
  if (!text.startsWith("%PDF-") || !text.slice(-END_SEARCHED).includes("%%EOF")) return "damaged";
  const plain = text.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return ACTIVE.test(plain) ? "active_content" : null;
}
