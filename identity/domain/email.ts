/** E-mail addresses are stored and compared like this. NUL, which PostgreSQL's text cannot hold, is in no address. */
export function normaliseEmail(email: string): string {
  return email.replaceAll("\0", "").trim().toLowerCase();
}
