import type { LiveEvent } from "../../../frontend/src/lib/realtime/machine/state";
import { call } from "../api";
import { type Api, edit, type Followed, post, readPages, type Row, takeSteps } from "./followed";

/** Named by a variable as finance's. */
const GUEST_SCREENS = "../../../frontend/src/features/guest/guest.live";
const { guestRows } = (await import(GUEST_SCREENS)) as { guestRows: { rowOf(event: LiveEvent): Row | null } };

/** An entity of guest: each of its events carries the row whole. */
const guestEntity = (kind: string, list: string, write: Followed["write"]): Followed => ({
  service: "guest",
  kind,
  readAll: (api, propertyId) => readPages(api, `${list}?propertyId=${propertyId}`),
  rowOf: (event) => (event.entity.kind === kind ? guestRows.rowOf(event) : null),
  write,
});

/** A room type of the property, made when it is first needed. */
async function someRoomType(api: Api, propertyId: number): Promise<string> {
  await call(api.url, "POST", "/guest/room-types", { token: api.token, body: { propertyId, code: "DBL" } });
  return "DBL";
}

async function reserve(api: Api, propertyId: number, guestName: string): Promise<Row> {
  const roomType = await someRoomType(api, propertyId);
  return post(api, "/guest/reservations", { propertyId, guestName, roomType, departure: "2026-11-23" });
}

/** What a reservation goes through, in turn, with a clean room of its own. */
const STAYS: readonly ((roomId: string) => [path: string, body?: object][])[] = [
  (roomId) => [["check-in", { roomId }], ["check-out"]],
  (roomId) => [["assign", { roomId }], ["assign", { roomId: null }], ["cancel"]],
  (roomId) => [["check-in", { roomId }], ["undo-check-in"], ["no-show"]],
  (roomId) => [["assign", { roomId }], ["check-in"], ["check-out"], ["undo-check-out"]],
];

export const GUEST: readonly Followed[] = [
  guestEntity("room-type", "/guest/room-types", async (api, propertyId, n) => {
    await post(api, "/guest/room-types", { propertyId, code: `T${n}` });
  }),
  guestEntity("room", "/guest/rooms", async (api, propertyId, n) => {
    const roomType = await someRoomType(api, propertyId);
    const { id, version } = await post(api, "/guest/rooms", { propertyId, number: `R${n}`, roomType });
    await edit(api, `/guest/rooms/${id}`, { version, housekeeping: "dirty" });
  }),
  guestEntity("reservation", "/guest/reservations", async (api, propertyId, n) => {
    const stay = await reserve(api, propertyId, `Guest ${n}`);
    const room = await post(api, "/guest/rooms", {
      propertyId,
      number: `S${n}`,
      roomType: await someRoomType(api, propertyId),
    });
    const clean = await edit(api, `/guest/rooms/${room.id}`, { version: room.version, housekeeping: "clean" });
    const edited = await edit(api, `/guest/reservations/${stay.id}`, { version: stay.version, notes: `note ${n}` });
    await takeSteps(api, "/guest/reservations", edited, STAYS[n % STAYS.length]!(clean.id));
  }),
  guestEntity("id-document", "/guest/documents", async (api, propertyId, n) => {
    const stay = await reserve(api, propertyId, `Shows ${n}`);
    const document = { type: "passport", number: `P${1_000_000 + n}` };
    const { id } = await post(api, `/guest/reservations/${stay.id}/documents`, document);
    if (n % 2 === 0) await post(api, `/guest/documents/${id}/reveal`, { reason: "the border police asked" });
  }),
  guestEntity("service-request", "/guest/requests", async (api, propertyId, n) => {
    const { id, version } = await post(api, "/guest/requests", { propertyId, wish: `Towels ${n}` });
    if (n % 2 === 0)
      await takeSteps(api, "/guest/requests", { id, version }, [
        ["step", { step: "start" }],
        ["step", { step: "finish", resolution: "brought" }],
        ["step", { step: "reopen" }],
      ]);
  }),
  guestEntity("checkin-batch", "/guest-checkin/batches", async (api, propertyId, n) => {
    const rows = [{ guestName: `Comes ${n}`, documents: [{ number: `Q${1_000_000 + n}` }] }];
    await post(api, "/guest-checkin/bulk", { propertyId, batchKey: `b${n}`, rows });
    if (n % 2 === 0)
      await post(api, "/guest-checkin/bulk", { propertyId, batchKey: `b${n}`, rows: [{ rowKey: "bad" }] });
  }),
];
