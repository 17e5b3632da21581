import { Bucket } from "encore.dev/storage/objects";

const bucket = new Bucket("uploads");

/** All objects of a file, and nothing else, have names that begin so. */
const prefixOf = (orgId: string, fileId: string): string => `${orgId}/${fileId}/`;

/** The name of a new object of a file; `what` makes it unlike the others. */
export const objectName = (orgId: string, fileId: string, what: string): string => prefixOf(orgId, fileId) + what;

/** Stores bytes under a name that nothing else has. */
export async function putObject(name: string, bytes: Buffer, contentType: string): Promise<void> {
  await bucket.upload(name, bytes, { contentType });
}

/** The bytes of an object; throws when there is none. */
export const getObject = (name: string): Promise<Buffer> => bucket.download(name);

/** Removes an object; one that is gone already is no failure. */
export async function dropObject(name: string): Promise<void> {
  if (await bucket.exists(name)) await bucket.remove(name);
}

/** Removes every object of a file, also those that no row knows of; `kept` stay. */
export async function dropObjects(orgId: string, fileId: string, kept: ReadonlySet<string> = new Set()): Promise<void> {
  for await (const { name } of bucket.list({ prefix: prefixOf(orgId, fileId) }))
    if (!kept.has(name)) await dropObject(name);
}
