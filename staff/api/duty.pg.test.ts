import { staff } from "~encore/clients";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { asMember, eventsOf, personWith, reasonOf } from "../__tests__/people";
import { pool } from "../store/db";

let manager: AuthData;
let worker: AuthData;

beforeEach(() => {
  clock.stopAt(new Date("2026-11-20T05:30:00.000Z"));
  manager = personWith("manager");
  worker = personWith("housekeeper", manager.orgId);
});
afterEach(() => clock.run());
afterAll(() => pool.end());

const punch = (kind: "in" | "out", authData: AuthData, memberId?: string) =>
  staff.clock({ propertyId: 1, kind, ...(memberId !== undefined && { memberId }) }, { authData });
const onDuty = async () => (await staff.listOnDuty({ propertyId: 1 }, { authData: manager })).data;

/** How many wait for what the connection has locked. */
async function waitingFor(pid: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*) AS count FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))`,
    [pid],
  );
  return rows[0]?.count ?? 0;
}

async function acceptedShift(memberId: string): Promise<string> {
  const time = { startsAt: "2026-11-20T06:00:00Z", endsAt: "2026-11-20T14:00:00Z" };
  const { id } = await staff.planShift(
    { propertyId: 1, department: "housekeeping", ...time, memberId },
    { authData: manager },
  );
  await staff.stepShift({ id, step: "publish", version: 1 }, { authData: manager });
  await staff.stepShift({ id, step: "accept", version: 2 }, { authData: worker });
  return id;
}

describe("[S4] clocking in and out", () => {
  test("begins and ends the attendance, and with it the shift that is due", async () => {
    const { id: memberId } = await asMember(worker, manager);
    const shiftId = await acceptedShift(memberId);
    expect(await punch("in", worker)).toMatchObject({ memberId, shiftId, endedAt: null, version: 1 });
    expect((await onDuty()).map((a) => a.memberId)).toEqual([memberId]);
    clock.stopAt(new Date("2026-11-20T14:05:00.000Z"));
    expect(await punch("out", worker)).toMatchObject({ version: 2, endedAt: "2026-11-20T14:05:00.000Z" });
    expect(await onDuty()).toEqual([]);
    const { data: shifts } = await staff.listShifts({ propertyId: 1 }, { authData: manager });
    expect(shifts.map(({ id, state }) => [id, state])).toEqual([[shiftId, "ended"]]);
    const { data: was } = await staff.listAttendance({ propertyId: 1 }, { authData: manager });
    expect(was).toMatchObject([{ startedAt: "2026-11-20T05:30:00.000Z", endedAt: "2026-11-20T14:05:00.000Z" }]);
    expect((await eventsOf(manager.orgId, "staff")).slice(-4)).toEqual([
      "attendance-changed 1",
      "shift-changed started 4",
      "attendance-changed 2",
      "shift-changed ended 5",
    ]);
  });

  test("happens once, however many ask at once", async () => {
    await asMember(worker, manager);
    const reasons = await Promise.all([1, 2, 3, 4, 5].map(() => reasonOf(punch("in", worker))));
    expect(reasons.filter((reason) => reason === "no error")).toHaveLength(1);
    expect(reasons.filter((reason) => reason === "already_on_duty")).toHaveLength(4);
    await punch("out", worker);
    expect(await reasonOf(punch("out", worker))).toBe("not_on_duty");
  });

  test("[S2] ends for who left meanwhile: by themselves or by who manages the staff, and does not begin again", async () => {
    const other = personWith("housekeeper", manager.orgId);
    const members = [await asMember(worker, manager), await asMember(other, manager)];
    for (const person of [worker, other]) await punch("in", person);
    for (const { id, name, department } of members)
      await staff.editMember({ id, version: 1, name, department, status: "left" }, { authData: manager });
    expect(await punch("out", worker)).toMatchObject({ memberId: members[0]?.id, version: 2 });
    expect(await punch("out", manager, members[1]?.id)).toMatchObject({ memberId: members[1]?.id, version: 2 });
    expect(await onDuty()).toEqual([]);
    expect(await reasonOf(punch("in", worker))).toBe("not_a_member");
    expect(await reasonOf(punch("in", manager, members[1]?.id))).toBe("member_left");
    expect(await reasonOf(punch("out", worker))).toBe("not_a_member");
  });

  test("[S7] is done once per key, and so are the steps of shifts and tasks", async () => {
    const { id: memberId } = await asMember(worker, manager);
    const key = { idempotencyKey: newId() };
    const clockIn = { propertyId: 1, kind: "in", ...key } as const;
    const first = await staff.clock(clockIn, { authData: worker });
    expect(await staff.clock(clockIn, { authData: worker })).toEqual(first);
    expect(await reasonOf(staff.clock({ ...clockIn, kind: "out" }, { authData: worker }))).toBe(
      "idempotency_key_reused",
    );
    const id = await acceptedShift(memberId);
    const start = { id, step: "start", version: 3, ...key } as const;
    const started = await staff.stepShift(start, { authData: worker });
    expect(await staff.stepShift(start, { authData: worker })).toEqual(started);
    const task = await staff.createTask({ propertyId: 1, title: "Towels" }, { authData: manager });
    const skip = { id: task.id, step: "skip", version: 1, ...key } as const;
    const skipped = await staff.stepTask(skip, { authData: manager });
    expect(await staff.stepTask(skip, { authData: manager })).toEqual(skipped);
    expect(await reasonOf(staff.stepTask({ ...skip, idempotencyKey: newId() }, { authData: manager }))).toBe(
      "version_conflict",
    );
  });

  test("ends the shift that its member had started before clocking in", async () => {
    const { id: memberId } = await asMember(worker, manager);
    const id = await acceptedShift(memberId);
    await staff.stepShift({ id, step: "start", version: 3 }, { authData: worker });
    expect(await punch("in", worker)).toMatchObject({ shiftId: id });
    await punch("out", worker);
    const { data } = await staff.listShifts({ propertyId: 1 }, { authData: manager });
    expect(data).toMatchObject([{ id, state: "ended", version: 5 }]);
  });

  test("waits for a plan that changes, and the plan for it, in one order", async () => {
    const { id: memberId } = await asMember(worker, manager);
    const id = await acceptedShift(memberId);
    const plan = {
      department: "housekeeping",
      startsAt: "2026-11-20T07:00:00Z",
      endsAt: "2026-11-20T15:00:00Z",
    } as const;
    const edited = await inTx(pool, async (tx) => {
      const { rows } = await tx.query<{ pid: number }>(
        `SELECT pg_backend_pid() AS pid FROM member WHERE id = $1 FOR UPDATE`,
        [memberId],
      );
      const asked = staff.editShift({ id, version: 3, ...plan, memberId }, { authData: manager });
      await expect.poll(() => waitingFor(rows[0]?.pid ?? 0)).toBe(1);
      // Who waits for the member holds none of their shifts.
      await tx.query(`SELECT FROM shift WHERE id = $1 FOR UPDATE NOWAIT`, [id]);
      return { asked };
    });
    expect(await edited.asked).toMatchObject({ version: 4, state: "published" });
  });

  test("of others is for who manages the staff, and needs a member", async () => {
    const { id } = await asMember(worker, manager);
    expect(await reasonOf(punch("in", manager))).toBe("not_a_member");
    expect(await reasonOf(punch("in", personWith("clerk", manager.orgId), id))).toBe("permission_missing");
    expect(await reasonOf(punch("in", personWith("owner"), id))).toBe("member_not_found");
    expect(await reasonOf(punch("in", manager, id))).toBe("no error");
  });
});

describe("[S5] a handover", () => {
  const write = (authData: AuthData) =>
    staff.writeHandover(
      { propertyId: 1, department: "front_desk", text: "VIP in 401", cashMinor: 25_000 },
      { authData },
    );
  const take = (id: string, authData: AuthData) => staff.acknowledgeHandover({ id }, { authData });

  test("is acknowledged by the next one on duty, once, and not by who wrote it", async () => {
    const next = personWith("clerk", manager.orgId);
    await asMember(next, manager);
    const { id } = await write(worker);
    expect(await reasonOf(take(id, worker))).toBe("handover_own");
    expect(await reasonOf(take(id, next))).toBe("not_on_duty");
    await punch("in", next);
    expect(await take(id, next)).toMatchObject({ version: 2, acknowledgedBy: next.userID, currency: "EUR" });
    await asMember(manager, manager);
    await punch("in", manager);
    expect(await take(id, manager)).toMatchObject({ version: 2, acknowledgedBy: next.userID });
    const { data } = await staff.listHandovers({ propertyId: 1, open: true }, { authData: manager });
    expect(data).toEqual([]);
  });

  test("of another organisation is not found, and an empty one refused", async () => {
    const { id } = await write(worker);
    expect(await reasonOf(take(id, personWith("owner")))).toBe("handover_not_found");
    const empty = staff.writeHandover({ propertyId: 1, department: "front_desk", text: " " }, { authData: worker });
    expect(await reasonOf(empty)).toBe("request_invalid");
  });
});
