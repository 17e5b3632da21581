import fc from "fast-check";
import { expect, test } from "vitest";
import type { Reservation, RoomType } from "../contract/types";
import { nightsHeld, nightsOf } from "./nights";
import { confirmationOf, decideEdit, decideReservation, type ReservationRequest } from "./reservation";

const roomType: RoomType = { id: "t", version: 1, propertyId: 1, code: "DBL", name: "Double", capacity: 2 };
const making = {
  id: "01997d2a-7c1d-7f02-8a44-7a11b2c3d4e5",
  guestId: "g",
  now: new Date("2026-11-20T12:00:00.000Z"),
  personId: "p",
  property: { propertyId: 1, currency: "EUR", businessDate: "2026-11-20" },
  roomType,
};
const request: ReservationRequest = { guestName: "Ada", roomType: "DBL", departure: "2026-11-22" };
const decide = (more: Partial<ReservationRequest> = {}) => decideReservation({ ...request, ...more }, making);
function stay(more: Partial<Reservation> = {}): Reservation {
  const decided = decide();
  if (!decided.ok) throw new Error(decided.reason);
  return { ...decided.value, ...more };
}

test("[G3] what is not given is the business date, one adult, no rate, the property's currency", () => {
  expect(decide()).toMatchObject({
    ok: true,
    value: { arrival: "2026-11-20", nights: 2, adults: 1, nightlyRateMinor: 0, currency: "EUR", state: "confirmed" },
  });
});

test.each<[field: string, code: string, more: Partial<ReservationRequest>]>([
  ["guestName", "missing", { guestName: "  " }],
  ["guestName", "too_long", { guestName: "x".repeat(121) }],
  ["guestName", "not_printable", { guestName: "a\0b" }],
  ["guestEmail", "not_an_email", { guestEmail: "ada" }],
  ["arrival", "not_a_date", { arrival: "2026-02-30" }],
  ["departure", "not_a_date", { departure: "tomorrow" }],
  ["departure", "not_after_arrival", { departure: "2026-11-20" }],
  ["departure", "too_long", { departure: "2028-11-20" }],
  ["departure", "in_the_past", { arrival: "2026-11-10", departure: "2026-11-12" }],
  ["adults", "out_of_range", { adults: 0 }],
  ["adults", "out_of_range", { adults: 1.5 }],
  ["nightlyRateMinor", "out_of_range", { nightlyRateMinor: -1 }],
  ["currency", "unknown", { currency: "XXX" }],
  ["eta", "not_a_time", { eta: "24:00" }],
])("[G3] %s: %s", (path, code, more) => {
  expect(decide(more)).toMatchObject({
    reason: "request_invalid",
    errors: expect.arrayContaining([expect.objectContaining({ path, code })]),
  });
});

test("[G3] an unknown room type, and everything else that is wrong, at once", () => {
  const decided = decideReservation({ ...request, guestName: "", adults: 99 }, { ...making, roomType: null });
  expect(decided).toMatchObject({ errors: [{ path: "guestName" }, { path: "adults" }, { path: "roomType" }] });
});

test("[G3] an edit keeps what it does not name, and empties what it names with null", () => {
  const before = stay({ notes: "quiet", eta: "15:00" });
  expect(decideEdit(before, { notes: null, departure: "2026-11-25" }, "2026-11-20")).toEqual({
    ok: true,
    value: { ...before, notes: null, departure: "2026-11-25", nights: 5 },
  });
});

test("[G2] in the house the arrival stays; who leaves today is due out, and who stays longer is due out no more", () => {
  const here = stay({ state: "due_out", roomId: "r", departure: "2026-11-22", checkedInOn: "2026-11-20" });
  expect(decideEdit(here, { arrival: "2026-11-21" }, "2026-11-22")).toMatchObject({ errors: [{ path: "arrival" }] });
  expect(decideEdit(here, { departure: "2026-11-24" }, "2026-11-22")).toMatchObject({ value: { state: "checked_in" } });
  expect(decideEdit(here, { notes: "taxi" }, "2026-11-22")).toMatchObject({ value: { state: "due_out" } });
  expect(decideEdit(here, { departure: "2026-11-21" }, "2026-11-22")).toMatchObject({ reason: "not_today" });
  const staying = stay({ state: "checked_in", roomId: "r", departure: "2026-11-24", checkedInOn: "2026-11-20" });
  expect(decideEdit(staying, { departure: "2026-11-22" }, "2026-11-22")).toMatchObject({ value: { state: "due_out" } });
  expect(decideEdit(staying, { departure: "2026-11-23" }, "2026-11-22")).toMatchObject({
    value: { state: "checked_in" },
  });
});

test("[G1] the nights of a stay are its dates without the departure", () => {
  expect(nightsOf("2026-12-30", "2027-01-02")).toEqual(["2026-12-30", "2026-12-31", "2027-01-01"]);
});

test("[G1] a stay with a room holds its nights, one that is over what was slept, and any other none", () => {
  const held = (more: Partial<Reservation>) => nightsHeld(stay({ roomId: "r", ...more }))?.nights ?? null;
  const both = ["2026-11-20", "2026-11-21"];
  for (const state of ["assigned", "checked_in", "due_out"] as const) expect(held({ state })).toEqual(both);
  expect(held({ state: "checked_out", checkedOutOn: "2026-11-21" })).toEqual(["2026-11-20"]);
  for (const state of ["cancelled", "no_show"] as const) expect(held({ state })).toBeNull();
  expect(held({ state: "confirmed", roomId: null })).toBeNull();
});

test("confirmations are ten characters that are read without mistakes, and differ with the id", () => {
  const ids = fc.uniqueArray(fc.uuid({ version: 7 }), { minLength: 50 });
  fc.assert(
    fc.property(ids, (several) => {
      const texts = several.map(confirmationOf);
      expect(texts.every((text) => /^[0-9A-HJKMNP-TV-Z]{10}$/.test(text))).toBe(true);
    }),
  );
  expect(confirmationOf(making.id)).not.toBe(confirmationOf("01997d2a-7c1d-7f02-8a44-7a11b2c3d4e6"));
});
