import type { Problem } from "../../problem";

/** Where the address of a server came from. */
export type AddressSetting = "DATABASE_URL" | "sql_servers";

/** What is said there differently. */
const words = {
  DATABASE_URL: {
    noDatabase: "Name a database that exists, such as postgres, at the end of DATABASE_URL.",
    noTls: "say sslmode=disable in DATABASE_URL",
    authority: "name its authority in DATABASE_URL, sslmode=verify-full&sslrootcert=<file>",
  },
  sql_servers: {
    noDatabase: "Make that database, or correct its name in sql_servers.",
    noTls: 'say "tls_config": {"disabled": true} in sql_servers',
    authority: "put the certificate of its authority into tls_config.ca in sql_servers",
  },
};

/** Why a connection to PostgreSQL did not come about. `error` is what `pg` rejected with. */
export function connectionProblem(
  connectionString: string,
  error: Error & { code?: string },
  setting: AddressSetting = "DATABASE_URL",
): Problem {
  const url = new URL(connectionString);
  const at = `${url.hostname}:${url.port || 5432}`;
  const cause = `PostgreSQL at ${at} cannot be used: ${error.message || error.name}.`;
  const user = decodeURIComponent(url.username);
  const remedies: Record<string, string> = {
    ECONNREFUSED: `Nothing listens there: start that PostgreSQL, or correct host and port in ${setting}.`,
    ENOTFOUND: `There is no host of that name: correct it in ${setting}.`,
    EAI_AGAIN: `The host's name cannot be looked up now: check ${setting} and this machine's network.`,
    ETIMEDOUT: `The host does not answer: check ${setting}, and firewalls on the way.`,
    EHOSTUNREACH: `The host cannot be reached: check ${setting} and this machine's network.`,
    "28P01": `The password of ${user} is refused: correct it in ${setting}.`,
    "28000": `${user} may not log in from here: correct ${setting}, or allow it in the server's pg_hba.conf.`,
    "3D000": words[setting].noDatabase,
    "53300": `The server has no connection left: end other clients, or raise its max_connections.`,
    "57P03": `The server is starting or ending: try again in a moment.`,
  };
  return {
    cause,
    remedy: remedies[error.code ?? ""] ?? tlsRemedy(error, setting) ?? `Check that it runs, and ${setting}.`,
  };
}

/** TLS fails with codes of OpenSSL, and `pg` says in words when the server has none. */
function tlsRemedy({ code = "", message }: Error & { code?: string }, setting: AddressSetting): string | undefined {
  if (message.includes("does not support SSL"))
    return `The server has no TLS: switch it on there, or ${words[setting].noTls}.`;
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return `The server's certificate is for another name: use that name in ${setting}.`;
  if (/CERT|SIGNATURE|ISSUER/.test(code))
    return `The server's certificate is not trusted: ${words[setting].authority}.`;
  return undefined;
}
