import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCluster } from "../services/postgres/cluster";
import { withClient } from "../services/postgres/databases";

/** A PostgreSQL that only talks TLS; its certificate is for `localhost`, by an authority of its own. */
export interface TlsPostgres {
  port: number;
  password: string;
  /** Files of the authority, and of a client certificate signed by it. */
  ca: string;
  clientCert: string;
  clientKey: string;
  stop(): Promise<void>;
}

export async function startTlsPostgres(root: string): Promise<TlsPostgres> {
  const dir = mkdtempSync(join(tmpdir(), "lobby-tls-"));
  const certificates = join(dir, "certificates");
  mkdirSync(certificates);
  makeCertificates(certificates);
  const cluster = await startCluster({ dir: join(dir, "postgres"), root, durable: false });
  const data = join(dir, "postgres/data");
  const owner = statSync(data);
  for (const name of ["server.pem", "server.key", "ca.pem"]) {
    const file = join(data, name);
    writeFileSync(file, readFileSync(join(certificates, name)), { mode: 0o600 });
    if (process.getuid?.() === 0) chownSync(file, owner.uid, owner.gid);
  }
  // Whoever is called certified has to show a certificate too.
  writeFileSync(
    join(data, "pg_hba.conf"),
    "hostssl all certified all scram-sha-256 clientcert=verify-ca\nhostssl all all all scram-sha-256\n",
  );
  chmodSync(join(data, "pg_hba.conf"), 0o644);
  await withClient(cluster.adminUrl, async (admin) => {
    for (const [name, value] of [
      ["ssl_cert_file", "server.pem"],
      ["ssl_key_file", "server.key"],
      ["ssl_ca_file", "ca.pem"],
      ["ssl", "on"],
    ])
      await admin.query(`alter system set ${name} = '${value}'`);
    await admin.query("select pg_reload_conf()");
  });
  const url = new URL(cluster.adminUrl);
  return {
    port: Number(url.port),
    password: decodeURIComponent(url.password),
    ca: join(certificates, "ca.pem"),
    clientCert: join(certificates, "client.pem"),
    clientKey: join(certificates, "client.key"),
    async stop() {
      await cluster.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function makeCertificates(dir: string): void {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: dir, stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl(
    "req",
    "-x509",
    ...newKey,
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-days",
    "2",
    "-subj",
    "/CN=Test authority",
  );
  for (const [name, subject, extension] of [
    ["server", "/CN=localhost", "subjectAltName=DNS:localhost"],
    ["client", "/CN=certified", "extendedKeyUsage=clientAuth"],
  ] as const) {
    writeFileSync(join(dir, `${name}.ext`), extension);
    openssl("req", ...newKey, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", subject);
    const sign = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", `${name}.ext`];
    openssl("x509", "-req", "-in", `${name}.csr`, ...sign, "-out", `${name}.pem`);
  }
}
