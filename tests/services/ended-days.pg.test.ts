import { afterAll, describe, expect, test } from "vitest";
import { addOrganisation } from "../../identity/__tests__/people";
import { pool as identityPool } from "../../identity/store/db";
import { newId } from "../../platform/ids";
import type { DayFigures, DayReport } from "../../reports/contract/types";
import type { SourceEvent } from "../../reports/domain/changes";
import { pool } from "../../reports/store/db";
import { findDay } from "../../reports/store/numbers.store";
import { applyBatch } from "../../reports/engine/projections";

afterAll(() => Promise.all([pool.end(), identityPool.end()]));

const DAY = "2026-11-20";
const NEXT = "2026-11-21";

interface StayData {
  state: string;
  arrival?: string;
  checkedInOn?: string | null;
  checkedOutOn?: string | null;
}

/** A property of its own, with what its streams have said, each of them in order. */
function story(propertyId: number) {
  const ids = new Map<string, string>();
  const event = (kind: string, name: string, version: number, data: object): SourceEvent => {
    const id = ids.get(name) ?? newId();
    ids.set(name, id);
    return { type: `${kind}-changed`, propertyId, entity: { kind, id, version }, data };
  };
  const stay = (
    name: string,
    version: number,
    { arrival = DAY, checkedInOn = null, checkedOutOn = null, state }: StayData,
  ) => event("reservation", name, version, { state, arrival, departure: "2026-11-23", checkedInOn, checkedOutOn });
  const room = (name: string) => event("room", name, 1, { occupancy: "vacant", service: "in" });
  const come = { state: "checked_in", checkedInOn: DAY };
  const turn = event("property", String(propertyId), 2, { businessDate: NEXT, currency: "EUR" });
  const met = [event("property", String(propertyId), 1, { businessDate: DAY, currency: "EUR" })];
  const before = [room("r1"), room("r2"), room("r3"), room("r4"), stay("late", 1, { state: "confirmed" })];
  const day = [
    stay("stays", 2, come),
    stay("leaves", 2, come),
    stay("short", 2, { ...come, state: "checked_out", checkedOutOn: DAY }),
    stay("missing", 2, { state: "confirmed" }),
    stay("moved", 1, { state: "confirmed" }),
    stay("moved", 2, { state: "confirmed", arrival: "2026-11-22" }),
    stay("cancelled", 2, { state: "cancelled" }),
  ];
  const next = [
    stay("leaves", 3, { ...come, state: "checked_out", checkedOutOn: NEXT }),
    stay("missing", 3, { state: "no_show" }),
    stay("late", 2, { state: "checked_in", checkedInOn: NEXT }),
    stay("new", 1, { state: "checked_in", arrival: NEXT, checkedInOn: NEXT }),
  ];
  return { met, before, day, next, turn: [turn] };
}

const EXPECTED = {
  roomsAvailable: 4,
  roomsSold: 2,
  occupancyPermille: 500,
  arrivals: 3,
  arrivalsMissed: 2,
  departures: 1,
};

type Part = "day" | "next" | "turn";
const ORDERS: Part[][] = [
  ["day", "turn", "next"],
  ["day", "next", "turn"],
  ["turn", "day", "next"],
  ["turn", "next", "day"],
  ["next", "day", "turn"],
  ["next", "turn", "day"],
];

describe("[R1] [R4] the report of a day that is over", () => {
  test("is the same, whether its stays came before the date turned or after, and whether those of the next day did", async () => {
    const { orgId, propertyIds } = await addOrganisation(ORDERS.length);
    let batchNo = 0;
    const reports = ORDERS.map(async (order, i) => {
      const propertyId = propertyIds[i]!;
      const said = story(propertyId);
      const apply = (part: keyof typeof said) =>
        applyBatch({ service: "guest", orgId, batchNo: ++batchNo, events: said[part] });
      await apply("met");
      await apply("before");
      for (const part of order) await apply(part);
      const report: DayReport | null = await findDay(pool, "day_report", propertyId, DAY);
      const figures: DayFigures | null = await findDay(pool, "day_figures", propertyId, DAY);
      expect([order, report]).toMatchObject([order, EXPECTED]);
      expect([order, figures]).toMatchObject([order, { roomsAvailable: 4, roomsSold: 2, occupancyPermille: 500 }]);
      const today: DayFigures | null = await findDay(pool, "day_figures", propertyId, NEXT);
      expect([order, today?.roomsSold]).toEqual([order, 3]);
    });
    await Promise.all(reports);
  });

  test("is there for each date, though the date has turned twice before it was heard of", async () => {
    const { orgId, propertyIds } = await addOrganisation(1);
    const propertyId = propertyIds[0]!;
    const { met, before, day } = story(propertyId);
    const data = { businessDate: "2026-11-22", currency: "EUR" };
    const turn = { type: "property-changed", propertyId, entity: { kind: "property", id: "1", version: 3 }, data };
    for (const [batchNo, events] of [met, before, [turn], day].entries())
      await applyBatch({ service: "guest", orgId, batchNo: batchNo + 1, events });
    expect(await findDay(pool, "day_report", propertyId, DAY)).toMatchObject({ roomsSold: 2, arrivals: 3 });
    expect(await findDay(pool, "day_report", propertyId, NEXT)).toMatchObject({ roomsSold: 2, arrivals: 0 });
  });

  test("[R2] stays that were over 62 dates ago are forgotten when the date turns, and what had been said of their day stays", async () => {
    const { orgId, propertyIds } = await addOrganisation(1);
    const propertyId = propertyIds[0]!;
    const { met, before, day, turn } = story(propertyId);
    const data = { businessDate: "2027-01-25", currency: "EUR" };
    const later = { type: "property-changed", propertyId, entity: { kind: "property", id: "1", version: 3 }, data };
    const stays = async () => {
      const { rows } = await pool.query<{ state: string }>(
        `SELECT state FROM fact WHERE property_id = $1 AND kind = 'stay' ORDER BY state`,
        [propertyId],
      );
      return rows.map(({ state }) => state);
    };
    for (const [i, events] of [met, before, day, turn].entries())
      await applyBatch({ service: "guest", orgId, batchNo: i + 1, events });
    const report = await findDay(pool, "day_report", propertyId, DAY);
    const held = await stays();
    await applyBatch({ service: "guest", orgId, batchNo: 5, events: [later] });
    expect(held).toContain("checked_out");
    expect(await stays()).toEqual(held.filter((state) => state === "checked_in" || state === "confirmed"));
    expect(await findDay(pool, "day_report", propertyId, DAY)).toEqual(report);
  });
});
