import { guest } from "~encore/clients";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { isInView } from "../domain/desk";
import type { DeskView, Reservation } from "../contract/types";
import { callerAt, CLERK, Desk, reasonOf, TODAY } from "../__tests__/desk";
import { pool } from "../store/db";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open(["101", "102"]);
});
afterAll(() => pool.end());

describe("[G7] a change", () => {
  test("stores row and event together, with one version more", async () => {
    const made = await desk.reserve({ nightlyRateMinor: 12_900 });
    const edited = await guest.editReservation({ id: made.id, version: 1, notes: "sea view" }, desk.as());
    expect(edited).toMatchObject({ version: 2, notes: "sea view", nightlyRateMinor: 12_900 });
    expect(await guest.getReservation({ id: made.id }, desk.as())).toEqual(edited);
    const { version, propertyId, ...data } = edited;
    expect((await desk.events()).at(-1)).toEqual({
      id: expect.any(String),
      type: "reservation-edited",
      v: 1,
      at: edited.updatedAt,
      propertyId,
      entity: { kind: "reservation", id: made.id, version },
      actorId: desk.caller.userID,
      class: "normal",
      data,
    });
  });

  test("that is refused stores nothing", async () => {
    const made = await desk.reserve();
    const before = (await desk.events()).length;
    expect(await reasonOf(guest.editReservation({ id: made.id, version: 1, adults: 0 }, desk.as()))).toBe(
      "request_invalid",
    );
    expect(await reasonOf(guest.checkIn({ id: made.id, version: 1 }, desk.as()))).toBe("room_missing");
    expect(await guest.getReservation({ id: made.id }, desk.as())).toEqual(made);
    expect((await desk.events()).length).toBe(before);
  });

  test("of an older version is refused, and of two at once one", async () => {
    const { id } = await desk.reserve();
    const edits = await Promise.all(
      ["a", "b", "c", "d"].map((notes) => reasonOf(guest.editReservation({ id, version: 1, notes }, desk.as()))),
    );
    expect(edits.toSorted()).toEqual(["no error", "version_conflict", "version_conflict", "version_conflict"]);
    const room = desk.room(0);
    const states = await Promise.all(
      [1, 2, 3].map(() => reasonOf(guest.setRoomState({ id: room.id, version: 1, housekeeping: "dirty" }, desk.as()))),
    );
    expect(states.toSorted()).toEqual(["no error", "version_conflict", "version_conflict"]);
  });

  test("with the same Idempotency-Key is done once and answered alike", async () => {
    const { id, version } = await desk.assigned(0);
    const request = { id, version, idempotencyKey: "once" };
    const answers = await Promise.all([1, 2, 3].map(() => guest.checkIn(request, desk.as())));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect((await desk.events()).filter(({ type }) => type === "guest-checked-in")).toHaveLength(1);
    const made = { idempotencyKey: "made" };
    expect((await desk.reserve(made)).id).toBe((await desk.reserve(made)).id);
  });
});

describe("[S1-T01] [G4] [G5] a stay from its room to its end", () => {
  test("check-in, undo, check-in, check-out, with the room's state and every event", async () => {
    const stay = await desk.assigned(0);
    const { id } = stay;
    expect(await desk.nights(0)).toEqual(["2026-11-20", "2026-11-21"]);
    const here = await guest.checkIn({ id, version: stay.version }, desk.as());
    expect([here.state, here.checkedInOn, (await desk.look(0)).occupancy]).toEqual(["checked_in", TODAY, "occupied"]);
    const back = await guest.undoCheckIn({ id, version: here.version }, desk.as());
    expect([back.state, (await desk.look(0)).occupancy]).toEqual(["assigned", "vacant"]);
    const again = await guest.checkIn({ id, version: back.version }, desk.as());
    const gone = await guest.checkOut({ id, version: again.version }, desk.as());
    expect(gone).toMatchObject({ state: "checked_out", checkedOutOn: TODAY, roomNumber: "101" });
    expect(await desk.look(0)).toMatchObject({ occupancy: "vacant", housekeeping: "dirty", version: 5 });
    // Nothing was slept, so everything can be sold again.
    expect(await desk.nights(0)).toEqual([]);
    const told = (await desk.events()).filter(({ entity }) => entity.id === id);
    expect(told.map(({ type, entity }) => `${entity.version} ${type}`)).toEqual([
      "1 reservation-made",
      "2 room-assigned",
      "3 guest-checked-in",
      "4 check-in-undone",
      "5 guest-checked-in",
      "6 guest-checked-out",
    ]);
  });

  test("[G13] a check-out is taken back on its day, while nobody else has the room or its nights", async () => {
    const [stay, next] = [await desk.assigned(0), await desk.reserve({ departure: "2026-11-21" })];
    const { id } = stay;
    const here = await guest.checkIn({ id, version: stay.version }, desk.as());
    const gone = await guest.checkOut({ id, version: here.version }, desk.as());
    const room = await desk.look(0);
    await guest.setRoomState({ id: room.id, version: room.version, housekeeping: "clean" }, desk.as());
    const taken = await guest.assignRoom({ id: next.id, version: next.version, roomId: room.id }, desk.as());
    const undo = (more = {}) => guest.undoCheckOut({ id, version: gone.version, ...more }, desk.as());
    expect(await reasonOf(undo())).toBe("room_taken");
    const other = await guest.checkIn({ id: next.id, version: taken.version }, desk.as());
    expect(await reasonOf(undo())).toBe("room_occupied");
    const left = await guest.checkOut({ id: next.id, version: other.version }, desk.as());
    expect(left.checkedOutOn).toBe(TODAY);
    const back = await undo();
    expect(back).toMatchObject({ state: "checked_in", checkedInOn: TODAY, checkedOutOn: null, roomNumber: "101" });
    expect(await desk.look(0)).toMatchObject({ occupancy: "occupied", housekeeping: "dirty" });
    expect(await desk.nights(0)).toEqual(["2026-11-20", "2026-11-21"]);
    expect((await desk.events()).map(({ type }) => type).filter((type) => type.endsWith("undone"))).toEqual([
      "check-out-undone",
    ]);
    // The other's check-out came later, but its room is occupied again.
    expect(await reasonOf(guest.undoCheckOut({ id: next.id, version: left.version }, desk.as()))).toBe("room_occupied");
  });

  test("a walk-in: no room is assigned before, it is named with the check-in", async () => {
    const { id, version } = await desk.reserve();
    const here = await guest.checkIn({ id, version, roomId: desk.room(1).id }, desk.as());
    expect(here).toMatchObject({ state: "checked_in", roomNumber: "102" });
    expect(await desk.nights(1)).toEqual(["2026-11-20", "2026-11-21"]);
  });

  test("into a dirty room only by force, and only by who may", async () => {
    const room = desk.room(0);
    await guest.setRoomState({ id: room.id, version: 1, housekeeping: "dirty" }, desk.as());
    const { id, version } = await desk.assigned(0);
    const { orgId } = desk.caller;
    const clerk = callerAt([desk.propertyId], { orgId, permissions: CLERK });
    expect(await reasonOf(guest.checkIn({ id, version }, desk.as()))).toBe("room_not_ready");
    expect(await reasonOf(guest.checkIn({ id, version, force: true }, desk.as(clerk)))).toBe("force_forbidden");
    expect((await guest.checkIn({ id, version, force: true }, desk.as())).state).toBe("checked_in");
  });

  test("whoever leaves on the day that is opened is due out, once", async () => {
    const { id, version } = await desk.assigned(0, { departure: "2026-11-21" });
    await guest.checkIn({ id, version }, desk.as());
    const { orgId, userID: actorId } = desk.caller;
    const day = { orgId, propertyId: desk.propertyId, businessDate: "2026-11-21", actorId };
    expect(await guest.markDueOut(day)).toEqual({ marked: 1 });
    expect(await guest.markDueOut(day)).toEqual({ marked: 0 });
    expect((await guest.getReservation({ id }, desk.as())).state).toBe("due_out");
  });
});

test("[G6] of a day is open who is still to come and who is still to leave, whatever was late before", async () => {
  const on = (businessDate: string) => guest.dayStatus({ propertyId: desk.propertyId, businessDate });
  const { id, version } = await desk.assigned(0, { departure: "2026-11-21" });
  const missing = await desk.reserve();
  const off = await desk.reserve();
  await guest.cancelReservation({ id: off.id, version: off.version }, desk.as());
  await desk.reserve({ arrival: "2026-11-22", departure: "2026-11-23" });
  expect(await on(TODAY)).toEqual({ openArrivals: 2, openDepartures: 0 });
  const here = await guest.checkIn({ id, version }, desk.as());
  expect(await on(TODAY)).toEqual({ openArrivals: 1, openDepartures: 0 });
  await guest.markNoShow({ id: missing.id, version: missing.version }, desk.as());
  expect(await on(TODAY)).toEqual({ openArrivals: 0, openDepartures: 0 });
  expect(await on("2026-11-22")).toEqual({ openArrivals: 1, openDepartures: 1 });
  await guest.checkOut({ id, version: here.version }, desk.as());
  expect(await on("2026-11-22")).toEqual({ openArrivals: 1, openDepartures: 0 });
});

describe("[G1] a room's nights", () => {
  test("are sold to one reservation, and the refusal names night and reservation", async () => {
    const first = await desk.assigned(0);
    const { id, version } = await desk.reserve({ arrival: "2026-11-21", departure: "2026-11-23" });
    await expect(guest.assignRoom({ id, version, roomId: desk.room(0).id }, desk.as())).rejects.toMatchObject({
      code: "already_exists",
      message: `room 101 is sold on 2026-11-21 to reservation ${first.confirmation}; choose another room`,
      details: { reason: "room_taken" },
    });
    expect((await guest.getReservation({ id }, desk.as())).state).toBe("confirmed");
  });

  test("are free again for the next when it is cancelled, has another room, ends earlier, or nobody came", async () => {
    const cancelled = await desk.assigned(0);
    await guest.cancelReservation({ id: cancelled.id, version: cancelled.version }, desk.as());
    const moved = await desk.assigned(0);
    const there = await guest.assignRoom({ ...moved, roomId: desk.room(1).id }, desk.as());
    expect([await desk.nights(0), (await desk.nights(1)).length]).toEqual([[], 2]);
    const shorter = { id: there.id, version: there.version, departure: "2026-11-21" };
    const edited = await guest.editReservation(shorter, desk.as());
    expect(await desk.nights(1)).toEqual(["2026-11-20"]);
    await guest.markNoShow({ id: edited.id, version: edited.version }, desk.as());
    expect(await desk.nights(1)).toEqual([]);
    const bare = await desk.assigned(0);
    await guest.assignRoom({ id: bare.id, version: bare.version, roomId: null }, desk.as());
    expect(await desk.nights(0)).toEqual([]);
  });

  test("are asked for again when a stay gets longer", async () => {
    const one = await desk.assigned(0, { departure: "2026-11-21" });
    await desk.assigned(0, { arrival: "2026-11-21", departure: "2026-11-22" });
    const longer = { id: one.id, version: one.version, departure: "2026-11-22" };
    expect(await reasonOf(guest.editReservation(longer, desk.as()))).toBe("room_taken");
  });

  test("say which rooms are free for a stay", async () => {
    const stay = await desk.assigned(0);
    const free = (freeFrom: string, freeTo: string, more = {}) =>
      guest.listRooms({ propertyId: desk.propertyId, freeFrom, freeTo, ...more }, desk.as());
    const ownToo = await free("2026-11-20", "2026-11-22", { freeForId: stay.id });
    expect(ownToo.data.map(({ number }) => number)).toEqual(["101", "102"]);
    expect((await free("2026-11-21", "2026-11-22")).data.map(({ number }) => number)).toEqual(["102"]);
    expect((await free("2026-11-22", "2026-11-23")).data.map(({ number }) => number)).toEqual(["101", "102"]);
  });

  test("of a room that is out of order are not sold", async () => {
    const { id, version } = await guest.setRoomState({ id: desk.room(0).id, version: 1, service: "ooo" }, desk.as());
    expect(version).toBe(2);
    const stay = await desk.reserve();
    expect(await reasonOf(guest.assignRoom({ ...stay, roomId: id }, desk.as()))).toBe("room_out_of_order");
  });
});

describe("[G6] the lists of the desk", () => {
  const views: DeskView[] = ["arrivals", "in_house", "departures"];

  async function everyKind(): Promise<Reservation[]> {
    const { id: early, version } = await desk.assigned(0, { departure: "2026-11-21", guestName: "Zoë" });
    await guest.checkIn({ id: early, version }, desk.as());
    const left = await desk.assigned(1, { guestName: "Émile" });
    const here = await guest.checkIn({ id: left.id, version: left.version }, desk.as());
    await guest.checkOut({ id: here.id, version: here.version }, desk.as());
    await desk.reserve({ guestName: "Bo 100%" });
    await desk.reserve({ guestName: "Cy", arrival: "2026-11-23", departure: "2026-11-24" });
    const off = await desk.reserve({ guestName: "Dee" });
    await guest.cancelReservation({ id: off.id, version: off.version }, desk.as());
    return (await guest.listReservations({ propertyId: desk.propertyId, limit: 100 }, desk.as())).data;
  }

  test.each(["2026-11-20", "2026-11-21", "2026-11-23"])("are on %s what the rule says of every stay", async (day) => {
    const all = await everyKind();
    expect(all).toHaveLength(5);
    const { orgId } = desk.caller;
    const caller = callerAt([desk.propertyId], { orgId, businessDate: day });
    for (const view of views) {
      const list = await guest.listReservations({ propertyId: desk.propertyId, view }, desk.as(caller));
      expect([view, list.data]).toEqual([view, all.filter((stay) => isInView(view, stay, day))]);
      expect(list.businessDate).toBe(day);
    }
  });

  test("are searched by name, room and confirmation, and narrowed", async () => {
    const all = await everyKind();
    const names = async (more: Partial<Parameters<typeof guest.listReservations>[0]>) =>
      (await guest.listReservations({ propertyId: desk.propertyId, ...more }, desk.as())).data.map((s) => s.guestName);
    expect(await names({ q: "émil" })).toEqual(["Émile"]);
    expect(await names({ q: "100%" })).toEqual(["Bo 100%"]);
    expect(await names({ q: "101" })).toEqual(["Zoë"]);
    expect(await names({ q: all[0]!.confirmation.toLowerCase() })).toEqual([all[0]!.guestName]);
    expect(await names({ q: "\0" })).toEqual([]);
    expect(await names({ state: "cancelled" })).toEqual(["Dee"]);
    expect(await names({ from: "2026-11-22" })).toEqual(["Cy"]);
    expect(await names({ roomType: "STE" })).toEqual([]);
  });

  test("come page by page, each stay once", async () => {
    for (let i = 0; i < 7; i++) await desk.reserve({ guestName: `Same ${i % 2}` });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await guest.listReservations(
        { propertyId: desk.propertyId, limit: 2, ...(cursor === undefined ? {} : { cursor }) },
        desk.as(),
      );
      ids.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      expect(page.hasMore).toBe(page.nextCursor !== null);
    } while (cursor !== undefined);
    expect([ids.length, new Set(ids).size]).toEqual([7, 7]);
    const wrong = guest.listReservations({ propertyId: desk.propertyId, cursor: "x" }, desk.as());
    expect(await reasonOf(wrong)).toBe("cursor_invalid");
  });
});

describe("[G8] who may", () => {
  test("foreign and unknown reservations and rooms answer alike, and a missing right is named", async () => {
    const { id, version } = await desk.assigned(0);
    const strangers = [
      callerAt([desk.propertyId]),
      callerAt([999], { orgId: desk.caller.orgId }),
      callerAt([desk.propertyId], { orgId: desk.caller.orgId, permissions: ["finance.revenue.read"] }),
    ];
    for (const stranger of strangers) {
      const as = desk.as(stranger);
      expect(await reasonOf(guest.getReservation({ id }, as))).toBe("reservation_not_found");
      expect(await reasonOf(guest.checkIn({ id, version }, as))).toBe("reservation_not_found");
      const room = { id: desk.room(0).id, version: 1, housekeeping: "dirty" } as const;
      expect(await reasonOf(guest.setRoomState(room, as))).toBe("room_not_found");
    }
    expect(await reasonOf(guest.getReservation({ id: "none" }, desk.as()))).toBe("reservation_not_found");
    const { orgId } = desk.caller;
    const reader = desk.as(callerAt([desk.propertyId], { orgId, permissions: ["guest.stay.read"] }));
    expect(await reasonOf(guest.getReservation({ id }, reader))).toBe("no error");
    for (const work of [
      () => guest.checkIn({ id, version }, reader),
      () => guest.cancelReservation({ id, version }, reader),
      () =>
        guest.createReservation(
          { propertyId: desk.propertyId, guestName: "A", roomType: "DBL", departure: "2026-11-22" },
          reader,
        ),
      () => guest.setRoomState({ id: desk.room(0).id, version: 1, service: "ooo" }, reader),
      () => guest.addRoom({ propertyId: desk.propertyId, number: "103", roomType: "DBL" }, reader),
    ])
      expect(await reasonOf(work())).toBe("permission_missing");
  });

  test("the room of another property is no room here", async () => {
    const other = await Desk.open(["101"]);
    const { id, version } = await desk.reserve();
    const roomId = other.room(0).id;
    expect(await reasonOf(guest.assignRoom({ id, version, roomId }, desk.as()))).toBe("room_not_found");
  });

  test("a room number and a type are there once", async () => {
    const { propertyId } = desk;
    expect(await reasonOf(guest.addRoom({ propertyId, number: "101", roomType: "DBL" }, desk.as()))).toBe(
      "room_exists",
    );
    expect(await reasonOf(guest.addRoom({ propertyId, number: "105", roomType: "XXL" }, desk.as()))).toBe(
      "request_invalid",
    );
    expect(await reasonOf(guest.addRoomType({ propertyId, code: "DBL" }, desk.as()))).toBe("room_type_exists");
  });
});
