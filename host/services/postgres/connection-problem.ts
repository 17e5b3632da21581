import type { Problem } from "../../problem";

/** Why a connection to PostgreSQL did not come about. `error` is what `pg` rejected with; `setting` is where the address came from. */
export function connectionProblem(
  connectionString: string,
  error: Error & { code?: string },
  setting = "DATABASE_URL",
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
    "3D000": `Name a database that exists, such as postgres, at the end of ${setting}.`,
    "53300": `The server has no connection left: end other clients, or raise its max_connections.`,
    "57P03": `The server is starting or ending: try again in a moment.`,
  };
  return {
    cause,
    remedy: remedies[error.code ?? ""] ?? tlsRemedy(error, setting) ?? `Check that it runs, and ${setting}.`,
  };
}

/** TLS fails with codes of OpenSSL, and `pg` says in words when the server has none. */
function tlsRemedy({ code = "", message }: Error & { code?: string }, setting: string): string | undefined {
  if (message.includes("does not support SSL"))
    return `The server has no TLS: switch it on there, or say sslmode=disable in ${setting}.`;
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return `The server's certificate is for another name: use that name in ${setting}.`;
  if (/CERT|SIGNATURE|ISSUER/.test(code))
    return `The server's certificate is not trusted: name its authority in ${setting}, sslmode=verify-full&sslrootcert=<file>.`;
  return undefined;
}
