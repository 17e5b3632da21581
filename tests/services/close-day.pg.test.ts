import { finance, guest, identity } from "~encore/clients";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { pool as guestPool } from "../../guest/store/db";
import { pool as identityPool } from "../../identity/store/db";
import { clock } from "../../platform/clock";
import { reasonOf } from "../../finance/__tests__/callers";
import { Hotel } from "../lib/hotel";
import type { DayClose, DayCloseState } from "../../finance/contract/day-close";
import { resumeCloses } from "../../finance/jobs/resume-closes";
import { pool } from "../../finance/store/db";
import { beginClose, takeNextStep } from "../../finance/engine/close-day";

const DAY = "2026-11-20";
const NEXT = "2026-11-21";
let hotel: Hotel;
let manager: AuthData;

beforeEach(async () => {
  clock.stopAt(new Date("2026-11-20T22:30:00.000Z"));
  hotel = await Hotel.build();
  manager = await hotel.person("manager");
});
afterEach(() => clock.run());
afterAll(() => Promise.all([pool.end(), guestPool.end(), identityPool.end()]));

/** The manager as a request of theirs begins now: the business date moves. */
async function auth(): Promise<AuthData> {
  const { grants } = await identity.personAccess({ orgId: manager.orgId, personId: manager.userID });
  return { ...manager, grants };
}
const close = async (more: object = {}): Promise<DayClose> =>
  finance.closeDay({ propertyId: hotel.propertyId, businessDate: DAY, ...more }, { authData: await auth() });
const book = async (more: object = {}) =>
  finance.recordRevenue({ propertyId: hotel.propertyId, amount: 10, ...more }, { authData: await auth() });
const businessDate = async (): Promise<string | undefined> => (await auth()).grants[0]?.businessDate;

/** An expense of 12.00 with 2.00 of tax, posted by the manager. */
async function spend(): Promise<string> {
  const clerk = await hotel.person("clerk");
  const request = { propertyId: hotel.propertyId, vendor: "Linen", amount: 12, taxMinor: 200 };
  const { id } = await finance.submitExpense(request, { authData: clerk });
  await finance.stepExpense({ id, step: "approve", version: 1 }, { authData: await auth() });
  await finance.stepExpense({ id, step: "post", version: 2 }, { authData: await auth() });
  return id;
}

/** A guest who is expected on the 20th and leaves on the 21st. */
async function reserve(authData: AuthData): Promise<{ id: string; version: number }> {
  const { propertyId } = hotel;
  await guest.addRoomType({ propertyId, code: "DBL" }, { authData });
  const stay = { guestName: "Ann Other", roomType: "DBL", arrival: DAY, departure: NEXT };
  return guest.createReservation({ propertyId, ...stay }, { authData });
}

/** What the events of a kind of entity say, in their order: version and state. */
async function told(kind: string): Promise<string[]> {
  const { rows } = await pool.query<{ said: string }>(
    `SELECT concat_ws(' ', event -> 'entity' ->> 'version', event -> 'data' ->> 'state') AS said FROM outbox
     WHERE org_id = $1 AND event -> 'entity' ->> 'kind' = $2 ORDER BY id`,
    [hotel.orgId, kind],
  );
  return rows.map(({ said }) => said);
}

const STEPS: DayCloseState[] = ["locked", "balanced", "rolled", "closed"];
const CLOSED = { state: "closed", version: 4, revenueMinor: 2500, expenseMinor: 1200, lineCount: 3, nextDate: NEXT };
const BALANCE = [
  ["expense.other", 1000, 0],
  ["payment.card", 1500, 0],
  ["payment.cash", 1000, 1200],
  ["revenue.other", 0, 1000],
  ["revenue.room", 0, 1500],
  ["tax.input", 200, 0],
];

/** Everything that a finished close of that day leaves behind, each of it once. */
async function expectClosedOnce(closed: DayClose): Promise<void> {
  expect(closed).toMatchObject(CLOSED);
  expect(await businessDate()).toBe(NEXT);
  const { close: read, trialBalance } = await finance.getDayClose({ id: closed.id }, { authData: await auth() });
  expect(read).toEqual(closed);
  expect(trialBalance.map(({ account, debitMinor, creditMinor }) => [account, debitMinor, creditMinor])).toEqual(
    BALANCE,
  );
  expect(await told("day-close")).toEqual(STEPS.map((state, i) => `${i + 1} ${state}`));
  const { data } = await finance.listDayCloses({ propertyId: hotel.propertyId }, { authData: await auth() });
  expect(data).toEqual([closed]);
}

describe("[F10] a close", () => {
  beforeEach(async () => {
    await book({ source: "room", paymentMode: "card", amount: 15 });
    await book();
    await spend();
  });

  test("locks, balances, opens the next day and tells of each; asked for again it is given as it is", async () => {
    const closed = await close();
    await expectClosedOnce(closed);
    expect(await close()).toEqual(closed);
    await expectClosedOnce(closed);
  });

  test.each([0, 1, 2, 3])(
    "that was cut off after %i further steps goes on, by a repeat or by itself",
    async (steps) => {
      for (const byItself of [true, false]) {
        if (!byItself) {
          hotel = await Hotel.build();
          manager = await hotel.person("manager");
          await book({ source: "room", paymentMode: "card", amount: 15 });
          await book();
          await spend();
        }
        const property = (await auth()).grants[0];
        if (property === undefined) throw new Error("the manager has no hotel");
        const asked = { orgId: hotel.orgId, personId: manager.userID, property, businessDate: DAY, reason: null };
        const begun = await beginClose(asked);
        if (!begun.ok) throw new Error(begun.reason);
        let reached = begun.value;
        for (let step = 0; step < steps; step++) reached = await takeNextStep(hotel.orgId, reached);
        expect(reached.state).toBe(STEPS[steps]);
        if (byItself) await resumeCloses();
        await expectClosedOnce(await close());
      }
    },
  );

  test("that cannot go on holds up none of another organisation", async () => {
    const begin = async (): Promise<string> => {
      const property = (await auth()).grants[0]!;
      const asked = { orgId: hotel.orgId, personId: manager.userID, property, businessDate: DAY, reason: null };
      const begun = await beginClose(asked);
      return begun.ok ? begun.value.id : begun.reason;
    };
    const restore = (businessDay: string, propertyId: number) =>
      identityPool.query(`UPDATE property SET business_date = $1 WHERE id = $2`, [businessDay, propertyId]);
    const { propertyId } = hotel;
    const stuck = await begin();
    // As a restored identity leaves it: the day that is closed here has not come there.
    await restore("2026-11-18", propertyId);
    hotel = await Hotel.build();
    manager = await hotel.person("manager");
    const ids = [stuck, await begin()];
    const states = async () =>
      (await pool.query(`SELECT state FROM day_close WHERE id = ANY($1) ORDER BY id`, [ids])).rows.map(
        ({ state }) => state,
      );
    await resumeCloses();
    expect(await states()).toEqual(["balanced", "closed"]);
    await restore(DAY, propertyId);
    await resumeCloses();
    expect(await states()).toEqual(["closed", "closed"]);
  });

  test("asked for by many at once is one close", async () => {
    const authData = await auth();
    const ask = () => finance.closeDay({ propertyId: hotel.propertyId, businessDate: DAY }, { authData });
    const [first, ...others] = await Promise.all(Array.from({ length: 6 }, ask));
    for (const other of others) expect(other).toEqual(first);
    if (first !== undefined) await expectClosedOnce(first);
  });

  test("is the office's; of another organisation and unknown ids are answered alike", async () => {
    const clerk = await hotel.person("clerk");
    const ask = { propertyId: hotel.propertyId, businessDate: DAY };
    expect(await reasonOf(finance.closeDay(ask, { authData: clerk }))).toBe("permission_missing");
    const { id } = await close();
    const other = await Hotel.build();
    const stranger = await other.person("owner");
    expect(await reasonOf(finance.closeDay(ask, { authData: stranger }))).toBe("property_not_found");
    for (const unknown of [id, "no id", hotel.orgId])
      expect(await reasonOf(finance.getDayClose({ id: unknown }, { authData: stranger }))).toBe("close_not_found");
  });
});

describe("[F11] a closed day", () => {
  test("takes nothing more: what comes late counts for the open day, and what names the closed one is refused", async () => {
    await close();
    expect(await book({ occurredAt: "2026-11-20T21:00:00Z" })).toMatchObject({ businessDate: NEXT });
    expect(await reasonOf(book({ transactionDate: DAY }))).toBe("request_invalid");
    const submit = { propertyId: hotel.propertyId, vendor: "Linen", amount: 1, businessDate: DAY };
    expect(await reasonOf(finance.submitExpense(submit, { authData: await auth() }))).toBe("request_invalid");
    const cheat = pool.query(
      `INSERT INTO revenue (id, org_id, property_id, amount_minor, currency, source, payment_mode, business_date, occurred_at, recorded_by, recorded_at)
       SELECT gen_random_uuid(), org_id, property_id, 1, currency, source, payment_mode, $2, occurred_at, recorded_by, recorded_at
       FROM revenue WHERE org_id = $1`,
      [hotel.orgId, DAY],
    );
    await expect(cheat).rejects.toThrow("F11: 2026-11-20 is closed");
  });

  test("is left to who read it as open while it was being closed: they book on the next one", async () => {
    const authData = await auth();
    await close();
    const late = await finance.recordRevenue({ propertyId: hotel.propertyId, amount: 1 }, { authData });
    expect(late.businessDate).toBe(NEXT);
  });

  test("gets no line from bookings that ran beside the close", async () => {
    const authData = await auth();
    const bookings = Array.from({ length: 20 }, () =>
      finance.recordRevenue({ propertyId: hotel.propertyId, amount: 1 }, { authData }),
    );
    const [closed, ...lines] = await Promise.all([close(), ...bookings]);
    const onDay = lines.filter((line) => line.businessDate === DAY).length;
    expect(closed).toMatchObject({ lineCount: onDay, revenueMinor: onDay * 100 });
    expect(lines.filter((line) => line.businessDate === NEXT)).toHaveLength(20 - onDay);
  });
});

describe("[F12] before a day is closed", () => {
  test("an open expense and a missing guest hold it up until a reason passes over them; posted later it counts for the next day", async () => {
    const authData = await auth();
    const clerk = await hotel.person("clerk");
    const request = { propertyId: hotel.propertyId, vendor: "Linen", amount: 1 };
    const { id } = await finance.submitExpense(request, { authData: clerk });
    await reserve(authData);
    const { checks, running } = await finance.checkDay({ propertyId: hotel.propertyId }, { authData });
    expect(checks.map(({ check, count }) => `${check} ${count}`)).toEqual([
      "cash_open 0",
      "expenses_open 1",
      "arrivals_open 1",
      "departures_open 0",
    ]);
    expect(running).toBeNull();
    expect(await reasonOf(close())).toBe("checks_failed");
    expect(await told("day-close")).toEqual([]);
    const closed = await close({ reason: "flight delayed" });
    expect(closed).toMatchObject({ reason: "flight delayed", expensesOpen: 1, arrivalsOpen: 1, departuresOpen: 0 });
    await finance.stepExpense({ id, step: "approve", version: 1 }, { authData });
    const posted = await finance.stepExpense({ id, step: "post", version: 2 }, { authData });
    expect(posted.businessDate).toBe(NEXT);
  });

  test("[F14] a drawer that is not counted holds it up, whatever the reason; its variance stands in the trial balance", async () => {
    const { propertyId } = hotel;
    const clerk = await hotel.person("clerk");
    await finance.recordRevenue({ propertyId, amount: 10 }, { authData: clerk });
    const drawer = await finance.openCashSession({ propertyId, floatMinor: 5000 }, { authData: clerk });
    await finance.recordRevenue({ propertyId, amount: 30 }, { authData: clerk });
    const { checks } = await finance.checkDay({ propertyId }, { authData: await auth() });
    expect(checks[0]).toEqual({ check: "cash_open", count: 1, canPass: false });
    expect(await reasonOf(close({ reason: "the clerk has gone home" }))).toBe("checks_failed");
    const count = { id: drawer.id, version: 1, countedMinor: 7900 };
    expect(await finance.countCashSession(count, { authData: await auth() })).toMatchObject({
      expectedMinor: 8000,
      varianceMinor: -100,
      countedBy: manager.userID,
    });
    const { id } = await close();
    const { trialBalance } = await finance.getDayClose({ id }, { authData: await auth() });
    expect(trialBalance.map(({ account, debitMinor, creditMinor }) => [account, debitMinor, creditMinor])).toEqual([
      ["cash.over_short", 100, 0],
      ["payment.cash", 4000, 100],
      ["revenue.other", 0, 4000],
    ]);
    const late = await finance.openCashSession({ propertyId, floatMinor: 0 }, { authData: clerk });
    expect(late.businessDate).toBe(NEXT);
  });

  test("[G14] a guest who comes until the desk's day has ended is not open any more, and one who comes later counts for the next", async () => {
    const authData = await auth();
    const early = await reserve(authData);
    const late = await guest.createReservation(
      { propertyId: hotel.propertyId, guestName: "Late", roomType: "DBL", arrival: DAY, departure: "2026-11-22" },
      { authData },
    );
    const room = (number: string) =>
      guest.addRoom({ propertyId: hotel.propertyId, number, roomType: "DBL" }, { authData });
    const checkIn = async ({ id, version }: { id: string; version: number }, number: string) =>
      guest.checkIn({ id, version, roomId: (await room(number)).id, force: true }, { authData });
    const property = authData.grants[0];
    if (property === undefined) throw new Error("the manager has no hotel");
    const asked = { orgId: hotel.orgId, personId: manager.userID, property, businessDate: DAY, reason: "a storm" };
    const begun = await beginClose(asked);
    if (!begun.ok) throw new Error(begun.reason);
    expect(begun.value).toMatchObject({ state: "locked", arrivalsOpen: 2 });
    expect(await checkIn(early, "301")).toMatchObject({ checkedInOn: DAY });
    expect(await takeNextStep(hotel.orgId, begun.value)).toMatchObject({ state: "balanced", arrivalsOpen: 1 });
    expect(await checkIn(late, "302")).toMatchObject({ checkedInOn: NEXT });
  });

  test("who leaves on the next day is due out once it is open", async () => {
    const authData = await auth();
    const { id, version } = await reserve(authData);
    const { id: roomId } = await guest.addRoom(
      { propertyId: hotel.propertyId, number: "204", roomType: "DBL" },
      { authData },
    );
    await guest.checkIn({ id, version, roomId, force: true }, { authData });
    await close();
    expect(await guest.getReservation({ id }, { authData: await auth() })).toMatchObject({ state: "due_out" });
    const { checks } = await finance.checkDay({ propertyId: hotel.propertyId }, { authData: await auth() });
    expect(checks).toContainEqual({ check: "departures_open", count: 1, canPass: true });
  });

  test("it is the open one, and has begun", async () => {
    expect(await reasonOf(close({ businessDate: "2026-11-19" }))).toBe("day_not_open");
    expect(await reasonOf(close({ businessDate: "" }))).toBe("request_invalid");
    await close();
    expect(await reasonOf(close({ businessDate: NEXT }))).toBe("day_not_begun");
    clock.advance(2 * 3_600_000);
    const second = await close({ businessDate: NEXT });
    expect(second).toMatchObject({ state: "closed", nextDate: "2026-11-22", lineCount: 0, revenueMinor: 0 });
    const authData = await auth();
    const page = await finance.listDayCloses({ propertyId: hotel.propertyId, limit: 1 }, { authData });
    expect(page).toMatchObject({ data: [second], hasMore: true });
    const cursor = String(page.nextCursor);
    const older = await finance.listDayCloses({ propertyId: hotel.propertyId, cursor }, { authData });
    expect(older.data.map((each) => each.businessDate)).toEqual([DAY]);
    const one = await finance.listDayCloses({ propertyId: hotel.propertyId, businessDate: DAY }, { authData });
    expect(one).toMatchObject({ data: older.data, hasMore: false });
    const nonsense = finance.listDayCloses({ propertyId: hotel.propertyId, cursor: "nonsense" }, { authData });
    expect(await reasonOf(nonsense)).toBe("cursor_invalid");
  });
});
