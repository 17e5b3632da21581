import { accessSync, constants } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "./command";

const tlsModes = ["disable", "no-verify", "require", "verify-full"];
const tlsFiles = ["sslrootcert", "sslcert", "sslkey"];

/** The administrator's URL in DATABASE_URL as the clients take it, file names made absolute; what cannot be used is refused by name. */
export function checkDatabaseUrl(text: string, roleSecret: string | undefined): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["postgres:", "postgresql:"].includes(url.protocol))
    throw new UserError(
      "DATABASE_URL must be the administrator's URL of a PostgreSQL, such as postgresql://admin:secret@db.example:5432/postgres.",
    );
  if (url.password === "" && !roleSecret)
    throw new UserError(
      "DATABASE_URL has no password, and the passwords of Lobby's database roles are derived from it. " +
        "Put the password into DATABASE_URL, or set LOBBY_ROLE_SECRET to a long random text that stays the same.",
    );
  if (url.search === "") return text;
  checkTls(url.searchParams);
  return url.href;
}

/** Stricter than libpq in one point: `require` checks the certificate too, since encryption alone proves nothing. */
function checkTls(parameters: URLSearchParams): void {
  const mode = parameters.get("sslmode");
  if (mode !== null && !tlsModes.includes(mode))
    throw new UserError(`DATABASE_URL: sslmode is "${mode}"; it must be one of ${tlsModes.join(", ")}.`);
  if (mode === "require") parameters.set("sslmode", "verify-full");
  for (const name of tlsFiles) {
    const file = parameters.get(name);
    if (file === null) continue;
    parameters.set(name, resolve(file));
    try {
      accessSync(file, constants.R_OK);
    } catch (error) {
      throw new UserError(`DATABASE_URL: the file of ${name} cannot be read: ${(error as Error).message}.`);
    }
  }
}
