/**
 * Addresses as the genuine runtime's IsEmail takes them (facts 5.4): RFC 5321 and 6531 with an optional top-level domain, quoted
 * local parts, domain literals and anything outside ASCII; no display name, no comments.
 */
const MAX_LOCAL_BYTES = 64;
const MAX_DOMAIN_BYTES = 254;
const MAX_LABEL_BYTES = 63;

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u{80}-\\u{10ffff}-]+";
const DOT_ATOM = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`, "u");
const QUOTED = /^"(?:[\t !#-[\]-~\u{80}-\u{10ffff}]|\\[\t -~])*"$/u;
const LABEL = /^[A-Za-z0-9\u{80}-\u{10ffff}](?:[A-Za-z0-9\u{80}-\u{10ffff}-]*[A-Za-z0-9\u{80}-\u{10ffff}])?$/u;
const LITERAL = /^\[[!-Z^-~\u{80}-\u{10ffff}]*\]$/u;

/** Most addresses: short, ASCII, nothing unusual. The rules below say the same of them, ten times slower. */
const PLAIN = /^[\w+-]+(?:\.[\w+-]+)*@[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*$/;

/** Whether the text is an address. */
export function isEmail(text: string): boolean {
  if (text.length <= MAX_LABEL_BYTES && PLAIN.test(text)) return true;
  const at = text.lastIndexOf("@");
  if (at < 1) return false;
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  return isLocal(local) && isDomain(domain);
}

function isLocal(local: string): boolean {
  return Buffer.byteLength(local) <= MAX_LOCAL_BYTES && (DOT_ATOM.test(local) || QUOTED.test(local));
}

function isDomain(domain: string): boolean {
  if (domain === "" || Buffer.byteLength(domain) > MAX_DOMAIN_BYTES) return false;
  if (domain.startsWith("[")) return LITERAL.test(domain);
  return domain.split(".").every((label) => LABEL.test(label) && Buffer.byteLength(label) <= MAX_LABEL_BYTES);
}
