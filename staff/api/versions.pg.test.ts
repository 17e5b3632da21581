import { staff } from "~encore/clients";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { clock } from "../../platform/clock";
import { personWith, reasonOf } from "../__tests__/people";
import { pool } from "../store/db";

beforeEach(() => clock.stopAt(new Date("2026-11-20T06:30:00.000Z")));
afterEach(() => clock.run());
afterAll(() => pool.end());

test("[S7] each change of a member, shift or task that was decided on another version is refused, and changes nothing", async () => {
  const authData = personWith("manager");
  const who = { propertyId: 1, name: "Inês Costa", department: "housekeeping" } as const;
  const hours = { startsAt: "2026-11-20T06:00:00Z", endsAt: "2026-11-20T14:00:00Z" };
  const member = await staff.addMember(who, { authData });
  const shift = await staff.planShift({ propertyId: 1, department: "housekeeping", ...hours }, { authData });
  const task = await staff.createTask({ propertyId: 1, title: "Make up 204" }, { authData });
  const changes: Record<string, (version: number) => Promise<{ version: number }>> = {
    editMember: (version) => staff.editMember({ ...who, id: member.id, version }, { authData }),
    editShift: (version) =>
      staff.editShift({ id: shift.id, version, department: "housekeeping", ...hours }, { authData }),
    stepShift: (version) => staff.stepShift({ id: shift.id, step: "publish", version }, { authData }),
    editTask: (version) => staff.editTask({ id: task.id, version, title: "Make up 205" }, { authData }),
    stepTask: (version) => staff.stepTask({ id: task.id, step: "skip", version }, { authData }),
  };
  const current = new Map([
    ["editMember", 1],
    ["editShift", 1],
    ["stepShift", 2],
    ["editTask", 1],
    ["stepTask", 2],
  ]);
  for (const [name, change] of Object.entries(changes)) {
    const version = current.get(name) ?? 0;
    for (const other of [version - 1, version + 1])
      expect([name, other, await reasonOf(change(other))]).toEqual([name, other, "version_conflict"]);
    expect([name, (await change(version)).version]).toEqual([name, version + 1]);
  }
});
