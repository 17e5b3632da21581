import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../identity/contract/permissions";
import { newId } from "../../platform/ids";
import { eraseDue } from "../../chat/jobs/erasing";
import { pool as financePool } from "../../finance/store/db";
import { call, type ErrorBody } from "../lib/api";
import { serveApi } from "../lib/serve-api";
import { addUploader, type Person, uploadChecked } from "../lib/tus-client";
import { somePdf } from "../../uploads/__tests__/bytes";
import type { FileInfo, FilePurpose } from "../../uploads/contract/types";
import { uploadLocks } from "../../uploads/store/upload-locks";

let url: string;
let owner: Person;
const colleagues = new Map<Role, Person>();

beforeAll(async () => {
  url = await serveApi();
  owner = await addUploader(url, "owner");
  for (const role of ["manager", "cashier", "clerk", "housekeeper"] as const)
    colleagues.set(role, await addUploader(url, role, owner));
});
afterAll(() => uploadLocks.stop());

const post = async (person: Person, path: string, body: object): Promise<{ id: string }> => {
  const answer = await call<{ id: string }>(url, "POST", path, { token: person.token, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const upload = async (purpose: FilePurpose, person = owner): Promise<string> =>
  (await uploadChecked(url, person, somePdf(newId()), { purpose, name: "note.pdf" })).id;
const attach = (person: Person, kind: string, id: string, ...fileIds: string[]) =>
  call<{ files: FileInfo[] } & ErrorBody>(url, "POST", `/uploads/subjects/${kind}/${id}/files`, {
    token: person.token,
    body: { fileIds },
  });
const list = (person: Person, kind: string, id: string) =>
  call<{ data: FileInfo[]; mayAttach: boolean } & ErrorBody>(url, "GET", `/uploads/subjects/${kind}/${id}/files`, {
    token: person.token,
  });
const mayOpen = async (person: Person, id: string): Promise<boolean> => {
  const made = await call<{ url: string }>(url, "POST", `/uploads/files/${id}/link`, {
    token: person.token,
    body: {},
  });
  return made.status === 200 && (await fetch(url + made.body.url)).status === 200;
};

const expense = (more: object = {}) =>
  post(owner, "/finance/expenses", { propertyId: owner.propertyId, vendor: "Taxi", amountMinor: 900, ...more });
async function idDocument(): Promise<{ id: string }> {
  const at = { propertyId: owner.propertyId };
  const code = newId().slice(-6);
  await post(owner, "/guest/room-types", { ...at, code, name: "Double" });
  const stay = { ...at, guestName: "Ada", roomType: code, departure: "2026-12-20" };
  const { id } = await post(owner, "/guest/reservations", stay);
  return post(owner, `/guest/reservations/${id}/documents`, { number: "X1234567", country: "PRT" });
}

describe("[U8] [U10] files of a subject", () => {
  test.each<[kind: string, purpose: FilePurpose, make: () => Promise<{ id: string }>, see: Role[], open: Role[]]>([
    ["expense", "receipt", expense, ["manager", "cashier", "clerk"], ["manager", "cashier", "clerk"]],
    [
      "task",
      "task_evidence",
      () => post(owner, "/tasks", { propertyId: owner.propertyId, title: "Leak" }),
      ["manager", "cashier", "clerk", "housekeeper"],
      ["manager", "cashier", "clerk", "housekeeper"],
    ],
    ["id_document", "guest_document", idDocument, ["manager", "clerk"], ["manager"]],
  ])("of kind %s are there for who sees it, and opened by who may", async (kind, purpose, make, see, open) => {
    const { id } = await make();
    const fileId = await upload(purpose);
    expect((await attach(owner, kind, id, fileId)).body.files[0]).toMatchObject({
      state: "attached",
      name: "note.pdf",
      subject: { kind, id },
    });
    for (const [role, person] of colleagues) {
      const { status, body } = await list(person, kind, id);
      const names = status === 200 ? body.data.map((file) => file.name) : status;
      const expected = [open.includes(role) ? "note.pdf" : null];
      expect([role, names]).toEqual([role, see.includes(role) ? expected : 404]);
      expect([role, await mayOpen(person, fileId)]).toEqual([role, open.includes(role)]);
    }
    const stranger = await addUploader(url, "owner");
    expect((await list(stranger, kind, id)).body.details?.reason).toBe("subject_not_found");
    const theirs = await upload(purpose, stranger);
    expect((await attach(stranger, kind, id, theirs)).body.details?.reason).toBe("subject_not_found");
    expect((await attach(owner, kind, id, theirs)).body.details?.reason).toBe("file_not_found");
    expect(await mayOpen(stranger, fileId)).toBe(false);
  });

  test("are only of the purpose that it takes, and unknown subjects and kinds are refused", async () => {
    const { id } = await expense();
    const evidence = await upload("task_evidence");
    expect((await attach(owner, "expense", id, evidence)).body.details?.reason).toBe("file_not_found");
    expect((await attach(owner, "expense", newId(), evidence)).body.details?.reason).toBe("subject_not_found");
    expect((await list(owner, "expense", "x")).body.details?.reason).toBe("subject_not_found");
    expect((await list(owner, "thing", id)).body.details?.reason).toBe("request_invalid");
  });
});

test("[U10] a receipt that comes with its expense belongs to it, and one that is not one's own keeps the expense away", async () => {
  const receipt = await upload("receipt");
  const { id } = await expense({ receiptFileId: receipt });
  expect((await list(owner, "expense", id)).body.data.map((file) => file.id)).toEqual([receipt]);
  const body = { propertyId: owner.propertyId, vendor: "Taxi", amountMinor: 900 };
  for (const receiptFileId of [await upload("receipt", colleagues.get("clerk")), await upload("task_evidence")]) {
    const answer = await call<ErrorBody>(url, "POST", "/finance/expenses", {
      token: owner.token,
      body: { ...body, receiptFileId },
    });
    expect(answer.body.details?.reason).toBe("file_not_found");
  }
});

test("[F7] a receipt whose expense did not come is the next try's, with the key or without, and makes no second expense", async () => {
  const theirs = await addUploader(url, "owner");
  const { propertyId, orgId } = theirs;
  const submit = (receiptFileId: string, more: object = {}, key = "") =>
    call<ErrorBody & { id: string }>(url, "POST", "/finance/expenses", {
      token: theirs.token,
      headers: { "Idempotency-Key": key },
      body: { propertyId, vendor: "Taxi", amountMinor: 900, receiptFileId, ...more },
    });
  const receipts = [await upload("receipt", theirs), await upload("receipt", theirs)] as const;
  const key = newId();
  // The day is closed between the look at the request and its booking.
  const closed = { businessDate: "2026-11-20" };
  await financePool.query(`INSERT INTO books (org_id, property_id, closed_through) VALUES ($1, $2, $3)`, [
    orgId,
    propertyId,
    closed.businessDate,
  ]);
  for (const receipt of receipts) expect((await submit(receipt, closed, key)).status).toBe(400);

  const first = await submit(receipts[0], {}, key);
  expect((await list(theirs, "expense", first.body.id)).body.data.map((file) => file.id)).toEqual([receipts[0]]);
  expect((await submit(receipts[0], {}, key)).body).toEqual(first.body);
  const both = await Promise.all([submit(receipts[1]), submit(receipts[1])]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
  expect(both.find(({ status }) => status === 400)?.body.details?.errors?.[0]?.code).toBe("already_used");
});

describe("[U8] a chat attachment", () => {
  const say = (person: Person, room: string, content: string, more: object = {}) =>
    post(person, `/chat/conversations/${room}/messages`, { content, ...more });
  async function room(...members: Person[]): Promise<string> {
    const body = { propertyId: owner.propertyId, name: newId(), members: members.map(({ id }) => ({ personId: id })) };
    const { conversation } = (
      await call<{ conversation: { id: string } }>(url, "POST", "/chat/rooms", { token: owner.token, body })
    ).body;
    return conversation.id;
  }

  test("is for the members of its conversation while they are members, and brought by the sender alone", async () => {
    const [member, other] = [colleagues.get("clerk")!, colleagues.get("manager")!];
    const place = await room(member);
    const message = await say(owner, place, "The plan");
    const fileId = await upload("chat_attachment");
    const foreign = await upload("chat_attachment", member);
    expect((await attach(member, "message", message.id, foreign)).body.details?.reason).toBe("subject_not_found");
    expect((await attach(owner, "message", message.id, fileId)).status).toBe(200);
    expect((await list(member, "message", message.id)).body.data[0]?.name).toBe("note.pdf");
    expect(await mayOpen(member, fileId)).toBe(true);
    expect((await list(other, "message", message.id)).status).toBe(404);
    expect(await mayOpen(other, fileId)).toBe(false);
    const leave = await call(url, "DELETE", `/chat/conversations/${place}/members/${member.id}`, {
      token: owner.token,
    });
    expect(leave.status).toBe(200);
    expect(await mayOpen(member, fileId)).toBe(false);
  });

  test("of a message that is not public is for internal members", async () => {
    const [inside, outside] = [colleagues.get("clerk")!, colleagues.get("cashier")!];
    const body = {
      propertyId: owner.propertyId,
      name: newId(),
      members: [
        { personId: inside.id, isInternal: true },
        { personId: outside.id, isInternal: false },
      ],
    };
    const made = await call<{ conversation: { id: string } }>(url, "POST", "/chat/rooms", { token: owner.token, body });
    const message = await say(owner, made.body.conversation.id, "Among us", { isPublic: false });
    const fileId = await upload("chat_attachment");
    await attach(owner, "message", message.id, fileId);
    expect([await mayOpen(inside, fileId), await mayOpen(outside, fileId)]).toEqual([true, false]);
  });

  test("goes with its message", async () => {
    const member = colleagues.get("clerk")!;
    const message = await say(owner, await room(member), "The plan");
    const fileId = await upload("chat_attachment");
    await attach(owner, "message", message.id, fileId);
    expect((await call(url, "DELETE", `/chat/messages/${message.id}`, { token: owner.token })).status).toBe(200);
    expect(await mayOpen(member, fileId)).toBe(false);
    await eraseDue();
    const file = await call<FileInfo>(url, "GET", `/uploads/files/${fileId}`, { token: owner.token });
    expect(file.body).toMatchObject({ state: "erased", name: null });
  });
});
