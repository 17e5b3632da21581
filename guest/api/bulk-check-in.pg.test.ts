import { guest } from "~encore/clients";
import { afterAll, beforeEach, expect, test } from "vitest";
import { callerAt, Desk, reasonOf } from "../__tests__/desk";
import type { GuestEvent } from "../contract/events";
import { pool } from "../store/db";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open(["101", "102", "103"]);
});
afterAll(() => pool.end());

type Request = Omit<Parameters<typeof guest.bulkCheckIn>[0], "propertyId">;
const send = (request: Request, as = desk.as()) => guest.bulkCheckIn({ propertyId: desk.propertyId, ...request }, as);

async function batchEvents(): Promise<Extract<GuestEvent, { type: "checkin-batch-processed" }>[]> {
  return (await desk.events()).filter((event) => event.type === "checkin-batch-processed");
}

/** Everything that a batch can leave behind, but for the outbox. */
async function counts(): Promise<number[]> {
  const { data: stays } = await guest.listReservations({ propertyId: desk.propertyId, limit: 100 }, desk.as());
  const { data: documents } = await guest.listDocuments({ propertyId: desk.propertyId, limit: 100 }, desk.as());
  return [stays.length, documents.length, (await desk.events()).length];
}

const good = { guestName: "Ada", room: "101", departure: "2026-11-22", documents: [{ number: "P1234567" }] };

test("[S1-E09] [G11] rows of every kind: what is good is done, what is not says why in its row", async () => {
  const booked = await desk.assigned(1);
  const { ok, failed, documents, results } = await send({
    batchKey: "first",
    rows: [
      good,
      { reservation: booked.confirmation.toLowerCase(), documents: [{ number: "AB123456", type: "id card" }] },
      { guestName: "Cy", room: "101", departure: "2026-11-22" },
      { guestName: "Dee", room: "999", departure: "2026-11-22" },
      { guestName: "Eve", roomType: "DBL", arrival: "2026-11-24", departure: "2026-11-26" },
      { reservation: "NONE" },
      { guestName: "Fay", room: "103", departure: "2026-11-22", documents: [{ number: "?" }] },
      { documents: [{ number: "X7654321" }] },
    ],
  });
  expect([ok, failed, documents]).toEqual([4, 4, 3]);
  expect(
    results.map(({ status, roomNumber, reason, errors }) => [status, roomNumber, reason, errors[0]?.path]),
  ).toEqual([
    ["ok", "101", null, undefined],
    ["ok", "102", null, undefined],
    ["error", null, "room_occupied", "room"],
    ["error", null, "request_invalid", "room"],
    ["ok", null, null, undefined],
    ["error", null, "request_invalid", "reservation"],
    ["error", null, "request_invalid", "documents[0].number"],
    ["ok", null, null, undefined],
  ]);
  expect((await desk.look(0)).occupancy).toBe("occupied");
  expect((await desk.look(2)).occupancy).toBe("vacant");
  const { data } = await guest.listReservations({ propertyId: desk.propertyId, view: "in_house" }, desk.as());
  expect(data.map(({ guestName }) => guestName)).toEqual(["Ada", "Ada Lovelace"]);
});

test("[G11] the same request again adds nothing and gets the first results, also many at once", async () => {
  const request = { batchKey: "again", rows: [good, { guestName: "Bo", room: "101", departure: "2026-11-21" }] };
  const answers = await Promise.all([send(request), send(request), send(request)]);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const before = await counts();
  expect(await send(request)).toEqual(answers[0]);
  expect(await counts()).toEqual(before);
  expect(before.slice(0, 2)).toEqual([1, 1]);
});

test("[G11] corrected rows are sent again under the key of their batch, and the others stay as they are", async () => {
  const bad = { guestName: "Bo", room: "101", departure: "2026-11-21" };
  const first = await send({ batchKey: "fix", rows: [good, bad] });
  expect(first.results.map(({ status }) => status)).toEqual(["ok", "error"]);
  const second = await send({ batchKey: "fix", rows: [good, { ...bad, room: "102" }] });
  expect(second.results[0]).toEqual(first.results[0]);
  expect(second.results[1]).toMatchObject({ status: "ok", roomNumber: "102" });
  const third = await send({ batchKey: "fix", rows: [{ ...good, guestName: "Another" }] });
  expect(third.results[0]).toMatchObject({ status: "error", reason: "row_key_reused" });
  const { batch, items } = await guest.getCheckinBatch({ id: first.batchId ?? "" }, desk.as());
  expect([batch.ok, batch.failed, batch.documents, items.map(({ status }) => status)]).toEqual([2, 0, 1, ["ok", "ok"]]);
});

test("[G11] a dry run says what would become of the rows and keeps nothing", async () => {
  const booked = await desk.assigned(1);
  const before = await counts();
  const { batchId, results } = await send({
    dryRun: true,
    rows: [
      good,
      { guestName: "Bo", room: "101", departure: "2026-11-22" },
      { reservation: booked.id },
      { reservation: booked.confirmation },
      { guestName: "Cy", departure: "2026-11-19", roomType: "DBL" },
    ],
  });
  expect(batchId).toBeNull();
  expect(results.map(({ status, errors }) => [status, errors[0]?.code])).toEqual([
    ["ok", undefined],
    ["error", "repeated"],
    ["ok", undefined],
    ["error", "repeated"],
    ["error", "not_after_arrival"],
  ]);
  expect(await counts()).toEqual(before);
  expect((await guest.listCheckinBatches({ propertyId: desk.propertyId }, desk.as())).data).toEqual([]);
});

test("[S1-E09] [G9] ten documents without anything else, and no batch key: they are recorded, and one event of several hundred bytes each tells of them, without a part of their numbers", async () => {
  const documents = Array.from({ length: 10 }, (_, i) => ({ type: "passport", number: `P100KLM${i}` }));
  const { ok, results } = await send({ documents });
  expect([ok, results[0]?.rowKey, results[0]?.guestName]).toEqual([10, "d1", "Guest with passport (d1)"]);
  const [event, ...more] = await batchEvents();
  expect(more).toEqual([]);
  expect(event?.data.items).toHaveLength(10);
  const normal = (await desk.events()).filter((each) => each.class === "normal");
  expect(JSON.stringify(normal)).not.toContain("KLM");
  // What is large enough to be compressed.
  expect(JSON.stringify(event).length).toBeGreaterThan(1024);
});

test("[G11] the events of a batch tell of each row once, 25 at a time, with ascending versions, and hold its row", async () => {
  const documents = Array.from({ length: 60 }, (_, i) => ({ number: `P20000${i + 10}`, guestName: "é".repeat(120) }));
  await send({ batchKey: "many", documents });
  const events = await batchEvents();
  expect(events.map(({ entity, data }) => [entity.version, data.items.length, data.ok])).toEqual([
    [1, 25, 25],
    [2, 25, 50],
    [3, 10, 60],
  ]);
  const keys = events.flatMap(({ data }) => data.items.map(({ rowKey }) => rowKey));
  expect(new Set(keys).size).toBe(60);
  const [batch] = (await guest.listCheckinBatches({ propertyId: desk.propertyId }, desk.as())).data;
  const { items: _, ...data } = events.at(-1)!.data;
  const { version, propertyId: _property, ...row } = batch!;
  expect([row, version]).toEqual([data, 3]);
});

test("[G8] a batch belongs to its property; who may not write there sends none", async () => {
  const { batchId } = await send({ batchKey: "mine", rows: [good] });
  const { orgId } = desk.caller;
  const id = batchId ?? "";
  expect(await reasonOf(guest.getCheckinBatch({ id }, desk.as(callerAt([999], { orgId }))))).toBe("batch_not_found");
  expect(await reasonOf(guest.getCheckinBatch({ id }, desk.as(callerAt([desk.propertyId]))))).toBe("batch_not_found");
  const reader = desk.as(callerAt([desk.propertyId], { orgId, permissions: ["guest.stay.read"] }));
  expect(await reasonOf(send({ rows: [good] }, reader))).toBe("permission_missing");
  expect(await reasonOf(send({ batchKey: "a b", rows: [good] }))).toBe("request_invalid");
  expect(await reasonOf(send({}))).toBe("request_invalid");
});
