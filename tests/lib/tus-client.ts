import { expect, vi } from "vitest";
import { addOrganisation, addPerson, PASSWORD, type TestPerson } from "../../identity/__tests__/people";
import { pool as identityPool } from "../../identity/store/db";
import type { Role } from "../../identity/contract/permissions";
import { call, type Tokens } from "./api";
import type { FileInfo } from "../../uploads/contract/types";

export interface Person extends TestPerson {
  token: string;
  propertyId: number;
}

/** A person with this role at a property of an organisation of their own, or of a colleague's. */
export async function addUploader(url: string, role: Role = "clerk", colleague?: Person): Promise<Person> {
  const organisation =
    colleague === undefined
      ? await addOrganisation(1)
      : { orgId: colleague.orgId, propertyIds: [colleague.propertyId] };
  const propertyId = organisation.propertyIds[0]!;
  const person = await addPerson(organisation.orgId, [[propertyId, role]]);
  const { body } = await call<Tokens>(url, "POST", "/identity/login", {
    body: { email: person.email, password: PASSWORD },
  });
  return { ...person, token: body.accessToken, propertyId };
}

/** Keeps a person out, as the end of a job does. */
export async function disable({ id }: Person): Promise<void> {
  await identityPool.query(`UPDATE person SET disabled_at = $2 WHERE id = $1`, [id, new Date()]);
}

/** Takes all roles of a person. */
export async function takeRoles({ id }: Person): Promise<void> {
  await identityPool.query(`DELETE FROM person_role WHERE person_id = $1`, [id]);
}

export type Headers = Record<string, string>;

export const metadata = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`)
    .join(",");

/** One request as tus 1.0.0 has it. */
export async function tus(
  url: string,
  person: Person,
  method: string,
  path: string,
  headers: Headers = {},
  body?: Buffer | ReadableStream,
): Promise<{ status: number; headers: globalThis.Headers; reason: string | undefined }> {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${person.token}`, "tus-resumable": "1.0.0", ...headers },
    ...(body === undefined ? {} : { body, duplex: "half" }),
  } as RequestInit);
  const text = await answer.text();
  const error = text.startsWith("{") ? (JSON.parse(text) as { details: { reason?: string } | null }) : null;
  return { status: answer.status, headers: answer.headers, reason: error?.details?.reason };
}

/** Creates an upload of so many bytes and returns its path. */
export async function create(
  url: string,
  person: Person,
  size: number,
  more: Record<string, string> = {},
): Promise<string> {
  const values = { purpose: "task_evidence", propertyId: String(person.propertyId), name: "leak.mp4", ...more };
  const answer = await tus(url, person, "POST", "/uploads/tus", {
    "upload-length": String(size),
    "upload-metadata": metadata(values),
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.reason}`);
  return answer.headers.get("location") ?? "";
}

export const patch = (
  url: string,
  person: Person,
  path: string,
  offset: number,
  bytes: Buffer,
  headers: Headers = {},
) =>
  tus(
    url,
    person,
    "PATCH",
    path,
    { "upload-offset": String(offset), "content-type": "application/offset+octet-stream", ...headers },
    bytes,
  );

export async function offsetOf(url: string, person: Person, path: string): Promise<number> {
  return Number((await tus(url, person, "HEAD", path)).headers.get("upload-offset"));
}

/** Uploads all of it in one request and waits until its check has ended. */
export async function uploadChecked(
  url: string,
  person: Person,
  bytes: Buffer,
  more: Record<string, string>,
): Promise<FileInfo> {
  const path = await create(url, person, bytes.length, more);
  const { status } = await patch(url, person, path, 0, bytes);
  expect(status).toBe(204);
  return vi.waitFor(
    async () => {
      const { body } = await call<FileInfo>(url, "GET", `/uploads/files/${path.split("/").at(-1)}`, {
        token: person.token,
      });
      expect(["ready", "rejected"]).toContain(body.state);
      return body;
    },
    { timeout: 20_000, interval: 20 },
  );
}
