import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ListedDatabase } from "../services/postgres/listed-databases";
import type { SqlServer, TlsConfig } from "./shape";

type ListedEntry = SqlServer["databases"][string];

/**
 * Connection strings of the databases that the file lists. Certificates go into files below `tlsDir`, since a connection string
 * names files. `adminUrl`: whose user and password migrate; server, database and TLS are the file's.
 */
export function databaseUrls(servers: SqlServer[], tlsDir: string, adminUrl?: string): Map<string, ListedDatabase> {
  const listed = servers.flatMap((server) =>
    Object.entries(server.databases).map(([name, database]): [string, ListedDatabase] => {
      const runtime = urlOf(server, name, database, tlsDir);
      const owner = new URL(runtime);
      if (adminUrl !== undefined) {
        const { username, password } = new URL(adminUrl);
        Object.assign(owner, { username, password });
      }
      return [name, { runtime: runtime.href, owner: owner.href }];
    }),
  );
  return new Map(listed);
}

/** How many connections the application may have to each database; Encore's default with this file is 100. */
export function poolSizes(servers: SqlServer[]): Record<string, number> {
  const listed = servers.flatMap((server) => Object.entries(server.databases));
  return Object.fromEntries(listed.map(([name, { max_connections }]) => [name, max_connections ?? 100]));
}

function urlOf(server: SqlServer, name: string, database: ListedEntry, tlsDir: string): URL {
  const url = new URL(`postgresql://${server.host}`);
  url.username = encodeURIComponent(database.username);
  url.password = encodeURIComponent(database.password);
  url.pathname = `/${encodeURIComponent(database.name ?? name)}`;
  const clientCert = database.client_cert ?? server.tls_config?.client_cert;
  for (const [key, value] of tlsParameters(server.tls_config ?? {}, clientCert, (pem) => fileOf(tlsDir, pem)))
    url.searchParams.set(key, value);
  return url;
}

/** TLS is on unless disabled. */
function tlsParameters(
  tls: TlsConfig,
  clientCert: TlsConfig["client_cert"],
  fileOf: (pem: string) => string,
): [string, string][] {
  if (tls.disabled) return [["sslmode", "disable"]];
  const parameters: [string, string][] = [];
  if (tls.disable_ca_validation) parameters.push(["sslmode", "no-verify"]);
  // Only as libpq reads it does this mode leave out the host name.
  else if (tls.disable_tls_hostname_verification) parameters.push(["uselibpqcompat", "true"], ["sslmode", "verify-ca"]);
  else parameters.push(["sslmode", "verify-full"]);
  if (tls.ca !== undefined) parameters.push(["sslrootcert", fileOf(tls.ca)]);
  if (clientCert) parameters.push(["sslcert", fileOf(clientCert.cert)], ["sslkey", fileOf(clientCert.key)]);
  return parameters;
}

function fileOf(dir: string, pem: string): string {
  const file = join(dir, `${createHash("sha256").update(pem).digest("hex").slice(0, 16)}.pem`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, pem, { mode: 0o600 });
  return file;
}
