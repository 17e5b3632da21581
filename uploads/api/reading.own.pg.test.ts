import { uploads } from "~encore/clients";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../identity/contract/permissions";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { call, type ErrorBody } from "../../tests/lib/api";
import { serveApi } from "../../tests/lib/serve-api";
import { noiseVideo, somePdf } from "../__tests__/bytes";
import { addUploader, disable, type Person, takeRoles, uploadChecked } from "../../tests/lib/tus-client";
import type { FileInfo, FilePurpose } from "../contract/types";
import { pool } from "../store/db";
import { uploadLocks } from "../store/upload-locks";

const MIB = 1024 * 1024;
let url: string;
let clerk: Person;

beforeAll(async () => {
  url = await serveApi();
  clerk = await addUploader(url);
});
afterAll(() => uploadLocks.stop());

const link = (person: Person, id: string, as = "file") =>
  call<{ url: string } & ErrorBody>(url, "POST", `/uploads/files/${id}/link`, { token: person.token, body: { as } });
async function linkOf(person: Person, id: string, as = "file"): Promise<string> {
  const { status, body } = await link(person, id, as);
  expect(status, JSON.stringify(body)).toBe(200);
  return url + body.url;
}
const upload = (purpose: FilePurpose, name = "bill.pdf", bytes = somePdf(), person = clerk): Promise<FileInfo> =>
  uploadChecked(url, person, bytes, { purpose, name });
const attach = (file: FileInfo, person = clerk, more: object = {}) =>
  uploads.attachFiles({
    orgId: person.orgId,
    propertyId: file.propertyId,
    personId: file.ownerId,
    purpose: file.purpose,
    subject: { kind: "thing", id: "1" },
    fileIds: [file.id],
    ...more,
  });

describe("[U8] who may read a file", () => {
  test("is its owner alone, until it belongs to something", async () => {
    const file = await upload("receipt");
    const others = [await addUploader(url, "owner", clerk), await addUploader(url, "owner")];
    for (const other of others) expect((await link(other, file.id)).status).toBe(404);
    expect((await fetch(await linkOf(clerk, file.id))).status).toBe(200);
  });

  test.each<[FilePurpose, Role[]]>([
    ["receipt", ["owner", "manager", "cashier", "clerk"]],
    ["guest_document", ["owner", "manager"]],
    ["task_evidence", ["owner", "manager", "cashier", "clerk"]],
  ])(
    "is, of a %s that belongs to something, whoever holds its purpose's permission there",
    async (purpose, readers) => {
      const file = await upload(purpose);
      await attach(file);
      for (const role of ["owner", "manager", "cashier", "clerk"] as const) {
        const colleague = await addUploader(url, role, clerk);
        expect([role, (await link(colleague, file.id)).status]).toEqual([role, readers.includes(role) ? 200 : 404]);
      }
      expect((await link(await addUploader(url, "owner"), file.id)).status).toBe(404);
    },
  );

  test("is asked again when the link is used: lost rights, a disabled person", async () => {
    const file = await upload("receipt");
    await attach(file);
    const colleague = await addUploader(url, "cashier", clerk);
    const address = await linkOf(colleague, file.id);
    expect((await fetch(address)).status).toBe(200);
    await disable(colleague);
    expect((await fetch(address)).status).toBe(404);
    const other = await addUploader(url, "cashier", clerk);
    const second = await linkOf(other, file.id);
    await takeRoles(other);
    expect((await fetch(second)).status).toBe(404);
  });

  test("one file is there for who may read it and for who may know of it, and its name for the first", async () => {
    const file = await upload("guest_document", "passport.pdf");
    const [manager, cashier] = [await addUploader(url, "manager", clerk), await addUploader(url, "cashier", clerk)];
    const read = (person: Person) => call<FileInfo>(url, "GET", `/uploads/files/${file.id}`, { token: person.token });
    expect((await read(clerk)).body.name).toBe("passport.pdf");
    expect((await read(manager)).body).toMatchObject({ id: file.id, name: null });
    expect((await read(cashier)).status).toBe(404);
    const list = async (person: Person, more = "") =>
      (
        await call<{ data: FileInfo[] }>(
          url,
          "GET",
          `/uploads/files?propertyId=${clerk.propertyId}&purpose=guest_document${more}`,
          {
            token: person.token,
          },
        )
      ).body.data.map(({ id }) => id);
    expect(await list(cashier)).toEqual([]);
    expect(await list(manager)).toContain(file.id);
    expect(await list(manager, "&mine=true")).toEqual([]);
    expect(await list(clerk, "&mine=true")).toContain(file.id);
  });
});

describe("[U9] a link", () => {
  test("that has ended, was changed, is another file's, or whose file is gone answers alike", async () => {
    const file = await upload("receipt");
    const address = await linkOf(clerk, file.id);
    const other = await upload("receipt");
    const until = new URL(address).searchParams.get("until") ?? "";
    const bad = [
      address.replace(file.id, other.id),
      address.replace(until, String(Number(until) + 60)),
      address.replace("as=file", "as=thumbnail"),
      address.replace(/signature=./, "signature=_"),
      address.replace(/key=[^&]+/, `key=${other.id}`),
      `${url}/uploads/content/${file.id}`,
      `${url}/uploads/content/none`,
    ];
    const erased = await linkOf(clerk, other.id);
    expect((await call(url, "DELETE", `/uploads/files/${other.id}`, { token: clerk.token })).status).toBe(200);
    const answers = await Promise.all([...bad, erased].map(async (each) => (await fetch(each)).text()));
    clock.advance(301_000);
    answers.push(await (await fetch(address)).text());
    clock.run();
    expect(new Set(answers)).toEqual(new Set([answers[0]]));
    expect(JSON.parse(answers[0] ?? "")).toMatchObject({ code: "not_found", details: { reason: "file_not_found" } });
    expect((await fetch(address)).status).toBe(200);
  });

  test("gives all bytes or those of a range, over the borders of parts", async () => {
    const bytes = noiseVideo(9 * MIB);
    const file = await upload("task_evidence", "leak.mp4", bytes);
    const address = await linkOf(clerk, file.id);
    const whole = await fetch(address);
    expect([whole.status, whole.headers.get("content-length"), whole.headers.get("content-type")]).toEqual([
      200,
      String(bytes.length),
      "video/mp4",
    ]);
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    const ranges = [
      [0, 10],
      [4 * MIB - 5, 4 * MIB + 5],
      [bytes.length - 3, bytes.length],
    ] as const;
    for (const [from, to] of ranges) {
      const part = await fetch(address, { headers: { range: `bytes=${from}-${to - 1}` } });
      expect([part.status, part.headers.get("content-range")]).toEqual([
        206,
        `bytes ${from}-${to - 1}/${bytes.length}`,
      ]);
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(from, to))).toBe(true);
    }
    expect((await fetch(address, { headers: { range: `bytes=${bytes.length}-` } })).status).toBe(416);
    const changed = await fetch(address, { headers: { range: "bytes=0-1", "if-range": '"another"' } });
    expect([changed.status, (await changed.arrayBuffer()).byteLength]).toEqual([200, bytes.length]);
    const head = await fetch(address, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(bytes.length)]);
  });

  test("to a guest's document leaves a trace of who was given it", async () => {
    const file = await upload("guest_document");
    await fetch(await linkOf(clerk, file.id));
    const manager = await addUploader(url, "manager", clerk);
    const views = (person: Person) =>
      call<{ data: { personId: string }[] }>(url, "GET", `/uploads/files/${file.id}/views`, { token: person.token });
    expect((await views(manager)).body.data.map(({ personId }) => personId)).toEqual([clerk.id]);
    expect((await views(clerk)).status).toBe(404);
  });
});

describe("[U10] a file is given to what it was uploaded for", () => {
  test("once: the same again changes nothing, another subject is refused", async () => {
    const file = await upload("receipt");
    const id = newId();
    const subject = { kind: "expense", id };
    const [first] = (await attach(file, clerk, { subject })).files;
    expect(first).toMatchObject({ state: "attached", subject });
    expect((await attach(file, clerk, { subject })).files[0]?.version).toBe(first?.version);
    await expect(attach(file, clerk, { subject: { kind: "expense", id: newId() } })).rejects.toMatchObject({
      details: { reason: "file_attached" },
    });
    const erase = await call<ErrorBody>(url, "DELETE", `/uploads/files/${file.id}`, { token: clerk.token });
    expect(erase.body.details?.reason).toBe("file_attached");
    await uploads.eraseSubject({ orgId: clerk.orgId, kind: "expense", id, actorId: clerk.id });
    expect((await call<FileInfo>(url, "GET", `/uploads/files/${file.id}`, { token: clerk.token })).body.state).toBe(
      "erased",
    );
  });

  test("by its owner, for its purpose, at its property, and all or none", async () => {
    const [one, two] = [await upload("receipt"), await upload("receipt")];
    const stranger = await addUploader(url, "clerk", clerk);
    const wrong = [
      { personId: stranger.id },
      { purpose: "avatar" },
      { propertyId: 1 },
      { fileIds: [one.id, stranger.id] },
    ];
    for (const more of wrong)
      await expect(attach(one, clerk, more)).rejects.toMatchObject({ details: { reason: "file_not_found" } });
    await pool.query(`UPDATE file SET state = 'checking' WHERE id = $1`, [two.id]);
    await expect(attach(one, clerk, { fileIds: [one.id, two.id] })).rejects.toMatchObject({
      details: { reason: "file_not_ready" },
    });
    expect((await call<FileInfo>(url, "GET", `/uploads/files/${one.id}`, { token: clerk.token })).body.state).toBe(
      "ready",
    );
  });
});
