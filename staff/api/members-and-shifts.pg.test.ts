import { staff } from "~encore/clients";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { asMember, eventsOf, personWith, reasonOf } from "../__tests__/people";
import { pool } from "../store/db";

let manager: AuthData;

beforeEach(() => {
  clock.stopAt(new Date("2026-11-20T06:30:00.000Z"));
  manager = personWith("manager");
});
afterEach(() => clock.run());
afterAll(() => pool.end());

const add = (more: object = {}, authData = manager) =>
  staff.addMember({ propertyId: 1, name: "Inês Costa", department: "housekeeping", ...more }, { authData });
const hours = { startsAt: "2026-11-20T06:00:00Z", endsAt: "2026-11-20T14:00:00Z" };
const plan = (more: object = {}, authData = manager) =>
  staff.planShift({ propertyId: 1, department: "housekeeping", ...hours, ...more }, { authData });
type Step = Parameters<typeof staff.stepShift>[0]["step"];
const step = (id: string, name: Step, version: number, authData = manager) =>
  staff.stepShift({ id, step: name, version }, { authData });

describe("[S1] the staff of a property", () => {
  test("is listed by name, searched and paged", async () => {
    for (const name of ["Cleo", "Ada", "Bo"]) await add({ name, employeeNo: `N-${name}` });
    const page = await staff.listMembers({ propertyId: 1, limit: 2 }, { authData: manager });
    expect(page.data.map(({ name }) => name)).toEqual(["Ada", "Bo"]);
    const rest = await staff.listMembers({ propertyId: 1, cursor: page.nextCursor ?? "" }, { authData: manager });
    expect([rest.data.map(({ name }) => name), rest.hasMore, rest.nextCursor]).toEqual([["Cleo"], false, null]);
    const found = await staff.listMembers({ propertyId: 1, q: "n-b" }, { authData: manager });
    expect(found.data.map(({ name }) => name)).toEqual(["Bo"]);
    expect(await eventsOf(manager.orgId, "staff")).toEqual([1, 2, 3].map(() => "member-changed 1"));
  });

  test("has each number and each login once, also when two ask at once", async () => {
    const reasons = await Promise.all([1, 2, 3, 4].map(() => reasonOf(add({ employeeNo: "7" }))));
    expect(reasons.toSorted()).toEqual(["employee_no_taken", "employee_no_taken", "employee_no_taken", "no error"]);
    expect(await reasonOf(add({ personId: newId() }))).toBe("person_not_found");
  });

  test("a repeat with the same key adds nobody", async () => {
    const key = newId();
    const [first, second] = [await add({ idempotencyKey: key }), await add({ idempotencyKey: key })];
    expect(second).toEqual(first);
    expect(await reasonOf(add({ idempotencyKey: key, name: "Another" }))).toBe("idempotency_key_reused");
  });

  test("[S2] is changed on the version that was read; who left gets no more work", async () => {
    const member = await add();
    const leave = {
      id: member.id,
      version: 1,
      name: member.name,
      department: member.department,
      status: "left",
    } as const;
    expect(await staff.editMember(leave, { authData: manager })).toMatchObject({ version: 2, status: "left" });
    expect(await reasonOf(staff.editMember(leave, { authData: manager }))).toBe("version_conflict");
    expect(await reasonOf(plan({ memberId: member.id }))).toBe("member_left");
    const { status: _status, ...renamed } = { ...leave, version: 2, name: "Inês Lima" };
    expect(await staff.editMember(renamed, { authData: manager })).toMatchObject({ name: "Inês Lima", status: "left" });
  });

  test("is managed by who may, and foreign, unknown and unreadable members are answered alike", async () => {
    const member = await add();
    const clerk = personWith("clerk", manager.orgId);
    expect(await reasonOf(add({}, clerk))).toBe("permission_missing");
    const edit = (id: string, authData: AuthData) =>
      reasonOf(staff.editMember({ id, version: 1, name: "x", department: "housekeeping" }, { authData }));
    expect(await edit(member.id, clerk)).toBe("permission_missing");
    for (const [id, who] of [
      [member.id, personWith("owner")],
      [member.id, personWith("owner", manager.orgId, 2)],
      [newId(), manager],
      ["no id", manager],
    ] as const)
      expect(await edit(id, who)).toBe("member_not_found");
  });
});

describe("[S3] a shift", () => {
  test("is seen by who plans while it is a draft, and by all others once it is published", async () => {
    const clerk = personWith("clerk", manager.orgId);
    const { id } = await plan();
    const seenBy = async (authData: AuthData) =>
      (await staff.listShifts({ propertyId: 1 }, { authData })).data.map(({ id: seen }) => seen);
    expect([await seenBy(manager), await seenBy(clerk)]).toEqual([[id], []]);
    await step(id, "publish", 1);
    expect([await seenBy(manager), await seenBy(clerk)]).toEqual([[id], [id]]);
    const { rows } = await pool.query<{ class: string }>(
      `SELECT event ->> 'class' AS class FROM outbox WHERE org_id = $1 AND event ->> 'type' = 'shift-changed' ORDER BY id`,
      [manager.orgId],
    );
    expect(rows.map((row) => row.class)).toEqual(["restricted", "normal"]);
  });

  test("goes from draft to its end, by its planner and its member", async () => {
    const worker = personWith("housekeeper", manager.orgId);
    const { id: memberId } = await asMember(worker, manager);
    const { id } = await plan({ memberId });
    expect(await reasonOf(step(id, "publish", 1, worker))).toBe("permission_missing");
    await step(id, "publish", 1);
    await step(id, "accept", 2, worker);
    await step(id, "start", 3, worker);
    expect(await step(id, "end", 4, worker)).toMatchObject({ state: "ended", version: 5 });
    expect(await reasonOf(step(id, "cancel", 5))).toBe("step_not_possible");
    expect((await eventsOf(manager.orgId, "staff")).slice(1)).toEqual([
      "shift-changed draft 1",
      "shift-changed published 2",
      "shift-changed accepted 3",
      "shift-changed started 4",
      "shift-changed ended 5",
    ]);
  });

  test("of somebody else is nobody's to accept, and one of nobody has to be planned for somebody first", async () => {
    const [one, other] = [personWith("housekeeper", manager.orgId), personWith("housekeeper", manager.orgId)];
    const [{ id: memberId }] = [await asMember(one, manager), await asMember(other, manager)];
    const taken = await step((await plan({ memberId })).id, "publish", 1);
    expect(await reasonOf(step(taken.id, "accept", 2, other))).toBe("permission_missing");
    const open = await step((await plan()).id, "publish", 1);
    expect(await reasonOf(step(open.id, "accept", 2))).toBe("shift_unassigned");
  });

  test("never overlaps another of its member, also when both are planned at once", async () => {
    const { id: memberId } = await add();
    const reasons = await Promise.all([1, 2, 3].map(() => reasonOf(plan({ memberId }))));
    expect(reasons.toSorted()).toEqual(["no error", "shift_overlaps", "shift_overlaps"]);
    expect(await reasonOf(plan({ memberId, startsAt: hours.endsAt, endsAt: "2026-11-20T20:00:00Z" }))).toBe("no error");
  });

  test("that is planned anew has to be accepted anew", async () => {
    const { id: memberId } = await add();
    const { id } = await plan({ memberId });
    await step(id, "publish", 1);
    await step(id, "accept", 2);
    const edit = { id, version: 3, department: "housekeeping", ...hours, memberId, note: "Bring keys" } as const;
    expect(await staff.editShift(edit, { authData: manager })).toMatchObject({
      state: "published",
      note: "Bring keys",
    });
    await step(id, "cancel", 4);
    expect(await reasonOf(staff.editShift({ ...edit, version: 5 }, { authData: manager }))).toBe("step_not_possible");
  });

  test("is listed where it overlaps the asked time", async () => {
    await plan();
    const list = async (from: string, to: string) =>
      (await staff.listShifts({ propertyId: 1, from, to }, { authData: manager })).data.length;
    expect(await list("2026-11-20T13:59:59Z", "2026-11-21T00:00:00Z")).toBe(1);
    expect(await list("2026-11-20T14:00:00Z", "2026-11-21T00:00:00Z")).toBe(0);
    expect(await reasonOf(list("2026-11-21T00:00:00Z", "2026-11-20T00:00:00Z"))).toBe("request_invalid");
    expect((await staff.listShifts({ propertyId: 1 }, { authData: manager })).data).toHaveLength(1);
  });
});
