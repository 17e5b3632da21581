import { createHash } from "node:crypto";
import { guest } from "~encore/clients";
import { afterAll, beforeEach, expect, test } from "vitest";
import { callerAt, CLERK, Desk, reasonOf } from "../__tests__/desk";
import { accept } from "../../platform/outcome";
import { once } from "../../platform/idempotency";
import { inTx } from "../../platform/tx";
import { readBulk } from "../domain/bulk";
import { pool } from "../store/db";

const NUMBER = "P7654321";

let desk: Desk;
let stayId: string;
beforeEach(async () => {
  desk = await Desk.open(["101"]);
  stayId = (await desk.reserve()).id;
});
afterAll(() => pool.end());

const record = (more = {}) =>
  guest.recordDocument({ id: stayId, number: NUMBER, country: "PT", expiresOn: "2031-05-14", ...more }, desk.as());
const as = (permissions: (typeof CLERK)[number][]) =>
  desk.as(callerAt([desk.propertyId], { orgId: desk.caller.orgId, permissions }));

test("[G9] a document is shown masked, and its number stands nowhere in the database as it is", async () => {
  const document = await record();
  expect(document).toMatchObject({ type: "passport", numberLast4: "4321", views: 0, reservationId: stayId });
  const { data } = await guest.listDocuments({ propertyId: desk.propertyId, reservationId: stayId }, desk.as());
  expect(data).toEqual([document]);
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  for (const { name } of tables) {
    const { rows } = await pool.query<{ text: string }>(`SELECT string_agg(t::text, '') AS text FROM "${name}" t`);
    const hex = Buffer.from(NUMBER).toString("hex");
    expect([name, rows[0]?.text?.includes(NUMBER), rows[0]?.text?.includes(hex)]).not.toContain(true);
  }
});

test("[G9] who knows all of a request but its number cannot test a guess against what is kept of it", async () => {
  const request = { number: NUMBER, country: "PT", expiresOn: "2031-05-14" };
  await record({ idempotencyKey: "k" });
  const whose = { orgId: desk.caller.orgId, personId: desk.caller.userID, endpoint: "guess", key: "k" };
  await inTx(pool, (tx) =>
    once(tx, whose, { id: stayId, ...request }, new Date(), () => Promise.resolve(accept(null))),
  );
  const { rows: kept } = await pool.query<{ endpoint: string; hash: Buffer }>(
    `SELECT endpoint, request_hash AS hash FROM idempotency_key WHERE org_id = $1 ORDER BY endpoint`,
    [desk.caller.orgId],
  );
  const [guess, stored] = kept;
  expect(kept.map(({ endpoint }) => endpoint)).toEqual(["guess", "guest.recordDocument"]);
  expect(stored?.hash).not.toEqual(guess?.hash);

  const list = { rows: [{ guestName: "Ada", documents: [request] }] };
  const { batchId } = await guest.bulkCheckIn({ propertyId: desk.propertyId, ...list }, desk.as());
  const read = readBulk(list);
  if (!read.ok || read.value[0] === undefined) throw new Error("the list was not read");
  const { position: _position, key: _key, ...row } = read.value[0];
  const { rows: items } = await pool.query<{ hash: Buffer }>(
    `SELECT request_hash AS hash FROM checkin_item WHERE batch_id = $1`,
    [batchId],
  );
  expect(items).toHaveLength(1);
  expect(items[0]?.hash).not.toEqual(createHash("sha256").update(JSON.stringify(row)).digest());
});

test("[G9] its events are restricted, and hold the row with the masked number", async () => {
  const { version, propertyId, ...data } = await record();
  const event = (await desk.events()).at(-1);
  expect(event).toMatchObject({ type: "id-document-recorded", class: "restricted", data });
  expect(event).toMatchObject({ propertyId, entity: { kind: "id-document", id: data.id, version } });
});

test("[G10] a view gives the number and is noted with who, when and why", async () => {
  const { id } = await record();
  const first = await guest.revealDocument({ id, reason: "police report" }, desk.as());
  const second = await guest.revealDocument({ id, reason: "typing error" }, desk.as());
  expect([first.number, second.number]).toEqual([NUMBER, NUMBER]);
  const { data } = await guest.listDocumentViews({ id }, desk.as());
  expect(data).toEqual([second.view, first.view]);
  expect(data[1]).toMatchObject({ personId: desk.caller.userID, reason: "police report", documentId: id });
  const told = (await desk.events()).filter(({ entity }) => entity.id === id);
  expect(told.map(({ type, entity }) => [type, entity.version])).toEqual([
    ["id-document-recorded", 1],
    ["id-document-viewed", 2],
    ["id-document-viewed", 3],
  ]);
  await expect(pool.query(`DELETE FROM id_document_view WHERE document_id = $1`, [id])).rejects.toThrow("G10");
  await expect(pool.query(`UPDATE id_document_view SET reason = '' WHERE document_id = $1`, [id])).rejects.toThrow(
    "G10",
  );
});

test("[G10] without a reason or the right nobody sees it, and nothing is noted", async () => {
  const { id } = await record();
  expect(await reasonOf(guest.revealDocument({ id, reason: "  " }, desk.as()))).toBe("request_invalid");
  expect(await reasonOf(guest.revealDocument({ id, reason: "curious" }, as(CLERK)))).toBe("permission_missing");
  expect(await reasonOf(guest.revealDocument({ id, reason: "curious" }, as(["guest.stay.read"])))).toBe(
    "document_not_found",
  );
  expect(await reasonOf(guest.revealDocument({ id, reason: "curious" }, desk.as(callerAt([desk.propertyId]))))).toBe(
    "document_not_found",
  );
  expect(await reasonOf(guest.listDocuments({ propertyId: desk.propertyId }, as(["guest.stay.read"])))).toBe(
    "permission_missing",
  );
  expect((await guest.listDocumentViews({ id }, desk.as())).data).toEqual([]);
});

test("[G3] a document that breaks a rule is refused with its fields; a repeat with the same key records it once", async () => {
  expect(await reasonOf(record({ number: "?" }))).toBe("request_invalid");
  const [one, two] = [await record({ idempotencyKey: "k" }), await record({ idempotencyKey: "k" })];
  expect(one).toEqual(two);
  expect((await guest.listDocuments({ propertyId: desk.propertyId }, desk.as())).data).toHaveLength(1);
});
