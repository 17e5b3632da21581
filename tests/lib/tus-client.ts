import { randomBytes } from "node:crypto";
import { addOrganisation, addPerson, PASSWORD, type TestPerson } from "../../identity/__tests__/people";
import type { Role } from "../../identity/contract/permissions";
import { call, type Tokens } from "./api";

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

/** Bytes that are a video by their first box, and noise in the rest. */
export function noiseVideo(size: number): Buffer {
  const bytes = randomBytes(size);
  const ftyp = Buffer.from("00000018667479706d703432000000006d70343269736f6d", "hex");
  ftyp.copy(bytes);
  bytes.writeUInt32BE(size - ftyp.length, ftyp.length);
  bytes.write("mdat", ftyp.length + 4, "latin1");
  return bytes;
}
