import type { Client } from "pg";
import { checksumOf, type MigrationFile } from "./migration-files";
import type { MigrationRecord } from "./migration-plan";

/** Serialises migrating within one database. */
const migrationLock = 7_106_221_002;

/** Makes the tables of the record, and keeps other processes out until the connection ends. */
export async function openRecord(owner: Client): Promise<void> {
  await owner.query("select pg_advisory_lock($1)", [migrationLock]);
  await owner.query(`
    create table if not exists public.schema_migrations (version bigint not null primary key, dirty boolean not null);
    create schema if not exists lobby_host;
    create table if not exists lobby_host.applied_migration (
      version bigint not null primary key, file text not null, checksum text not null, applied_at timestamptz not null)`);
}

/** Reads the record and changes nothing; tables that are not there are empty. */
export async function readRecord(client: Client): Promise<MigrationRecord> {
  const versions = await rowsOf<{ version: string; dirty: boolean }>(
    client,
    "public.schema_migrations",
    "version, dirty",
  );
  const checksums = await rowsOf<{ version: string; checksum: string }>(
    client,
    "lobby_host.applied_migration",
    "version, checksum",
  );
  return {
    versions: versions.map(({ version, dirty }) => ({ version: Number(version), dirty })),
    checksums: new Map(checksums.map(({ version, checksum }) => [Number(version), checksum])),
  };
}

/** Tables in a schema that is closed to this role are not there for it. */
async function rowsOf<Row extends object>(client: Client, table: string, columns: string): Promise<Row[]> {
  const [schema, name] = table.split(".");
  const found = await client.query(
    `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2 and has_schema_privilege(n.oid, 'usage')`,
    [schema, name],
  );
  if (found.rowCount === 0) return [];
  return (await client.query<Row>(`select ${columns} from ${table} order by version`)).rows;
}

/** Within the transaction that ran the file: where the database is, in golang-migrate's layout, which Encore uses. */
export async function recordRun(owner: Client, file: MigrationFile, allowGaps: boolean): Promise<void> {
  if (allowGaps) await owner.query("delete from public.schema_migrations where version = $1", [file.number]);
  else await owner.query("delete from public.schema_migrations");
  await owner.query("insert into public.schema_migrations (version, dirty) values ($1, false)", [file.number]);
  await remember(owner, file);
}

/** Remembers what the file says now, so that a later change of it is noticed. */
export async function remember(owner: Client, file: MigrationFile): Promise<void> {
  await owner.query(
    `insert into lobby_host.applied_migration (version, file, checksum, applied_at) values ($1, $2, $3, $4)
     on conflict (version) do update
       set file = excluded.file, checksum = excluded.checksum, applied_at = excluded.applied_at`,
    [file.number, file.name, checksumOf(file), new Date()],
  );
}
