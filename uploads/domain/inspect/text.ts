import type { RejectReason } from "../../contract/types";

/** Other than tab, line ends and the mark that begins a file. */
const CONTROL = /[^\P{Cc}\t\n\r\f]/u;
const NO_TEXT = /^\s*(?:<[!?a-z]|#!|%PDF-|\{\\rtf)/i;

/** Why bytes are no plain text; null when they are. */
export function refuseText(bytes: Buffer): RejectReason | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return "damaged";
  }
  if (CONTROL.test(text)) return "type_mismatch";
  return NO_TEXT.test(text) ? "polyglot" : null;
}
