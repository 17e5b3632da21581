import type { Scene } from "./scene.mjs";

const NAMES = ["Tomas Varga", "Ulla Berg", "Victor Osei", "Wanda Kowal", "Xenia Rossi", "Yusuf Demir", "Zoe Martin"];
const DAY_MS = 24 * 3_600_000;

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The desk writes a reservation for today, so that there is always somebody to come. */
export const reserve: Scene = async ({ team: { manager }, propertyId, chance }) => {
  const { businessDate } = await manager.guest.listReservations({ propertyId, view: "arrivals" });
  const stay = await manager.guest.createReservation({
    propertyId,
    guestName: chance.one(NAMES),
    roomType: chance.one(["SGL", "DBL"]),
    departure: dayAfter(businessDate, chance.whole(1, 4)),
    idempotencyKey: crypto.randomUUID(),
  });
  return `${stay.guestName} reserved a ${stay.roomType} until ${stay.departure}`;
};

/** The next guest arrives, shows a document and gets a room that is ready. */
export const arrive: Scene = async ({ team: { manager }, propertyId, chance }) => {
  const { data } = await manager.guest.listReservations({ propertyId, view: "arrivals", limit: 100 });
  const due = data.filter(({ state }) => state === "confirmed" || state === "assigned");
  const [stay] = due;
  if (stay === undefined) return null;
  const free = await manager.guest.listRooms({
    propertyId,
    roomType: stay.roomType,
    freeFrom: stay.arrival,
    freeTo: stay.departure,
    freeForId: stay.id,
    limit: 100,
  });
  const ready = free.data.filter((r) => r.housekeeping !== "dirty" && r.occupancy === "vacant" && r.service !== "ooo");
  const room = ready.find(({ id }) => id === stay.roomId) ?? ready[0];
  if (room === undefined) return null;
  const number = `X${chance.whole(1_000_000, 9_999_999)}`;
  await manager.guest.recordDocument(stay.id, { type: "passport", number, country: "PRT" });
  const key = { idempotencyKey: crypto.randomUUID() };
  const checkedIn = await manager.guest.checkIn(stay.id, { version: stay.version, roomId: room.id, ...key });
  return `${checkedIn.guestName} checked into ${checkedIn.roomNumber}`;
};

/** The next guest whose stay ends pays and leaves. */
export const depart: Scene = async ({ team: { manager, cashier }, propertyId }) => {
  const { data } = await manager.guest.listReservations({ propertyId, view: "departures", limit: 100 });
  const stay = data.find(({ state }) => state === "due_out" || state === "checked_in");
  if (stay === undefined) return null;
  await cashier.finance.recordRevenue({
    propertyId,
    amountMinor: stay.nightlyRateMinor * stay.nights,
    currency: stay.currency,
    source: "room",
    paymentMode: "card",
    description: `Room ${stay.roomNumber}, ${stay.confirmation}`,
    idempotencyKey: `stay-${stay.id}`,
  });
  await manager.guest.checkOut(stay.id, { version: stay.version, idempotencyKey: crypto.randomUUID() });
  return `${stay.guestName} paid and left ${stay.roomNumber}`;
};

const WISHES = ["Two more pillows", "A late check-out", "A taxi at seven", "An adapter for the socket", "Extra towels"];

/** A guest asks for something, or gets what was asked for. */
export const ask: Scene = async ({ team: { manager, housekeeping }, propertyId, chance }) => {
  const { data } = await manager.guest.listRequests({ propertyId, open: true, limit: 100 });
  const [waiting] = data.toReversed();
  if (waiting !== undefined && (data.length > 4 || chance.next() < 0.5)) {
    const step = waiting.state === "open" ? "start" : "finish";
    await housekeeping.guest.stepRequest(waiting.id, { step, version: waiting.version });
    return `"${waiting.wish}": ${step === "start" ? "somebody is on it" : "done"}`;
  }
  const wish = chance.one(WISHES);
  const room = String(chance.whole(1, 3) * 100 + chance.whole(1, 8));
  await manager.guest.createRequest({ propertyId, wish, room, idempotencyKey: crypto.randomUUID() });
  return `${room} asks: ${wish}`;
};
