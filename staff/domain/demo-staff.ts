import type { Department, StaffMember, Shift, Task, TaskKind } from "../contract/types";
import { demoWatches, WATCH_MS, watchBegin } from "./demo-watches";

export interface DemoHotel {
  propertyId: number;
  /** Those with a login. */
  workers: { personId: string; name: string; role: string }[];
}

interface DemoStaff {
  members: StaffMember[];
  shifts: Shift[];
  tasks: Task[];
}

const HOUR_MS = 3_600_000;

const COLLEAGUES: readonly [name: string, department: Department, position: string][] = [
  ["Ana Sousa", "housekeeping", "Room attendant"],
  ["Rosa Lima", "housekeeping", "Room attendant"],
  ["Tom Becker", "engineering", "Engineer"],
  ["Mia Laurent", "food_and_beverage", "Waiter"],
  ["Sofia Reis", "front_desk", "Receptionist"],
  ["Nuno Prata", "front_desk", "Night porter"],
];

const TASKS: readonly [
  title: string,
  kind: TaskKind,
  room: string | null,
  dueInHours: number,
  doer: Department | null,
][] = [
  ["Make up room", "housekeeping", "204", 2, "housekeeping"],
  ["Extra pillows", "guest_request", "311", 1, "housekeeping"],
  ["Air conditioning drips", "maintenance", "107", 4, "engineering"],
  ["Inspect the suite before arrival", "housekeeping", "401", 3, null],
  ["Replace the lamp at the entrance", "maintenance", null, 24, null],
];

/** A day of a small staff: who works there, the shifts around now, and what waits to be done. */
export function demoStaff({ propertyId, workers }: DemoHotel, now: Date, newId: () => string): DemoStaff {
  const member = (
    name: string,
    department: Department,
    position: string | null,
    personId: string | null,
  ): StaffMember => ({
    id: newId(),
    version: 1,
    propertyId,
    personId,
    employeeNo: null,
    name,
    department,
    position,
    status: "active",
  });
  const logins = workers.map(({ personId, name, role }) =>
    member(name, role === "housekeeper" ? "housekeeping" : "front_desk", null, personId),
  );
  const colleagues = COLLEAGUES.map(([name, department, position]) => member(name, department, position, null));
  const begin = watchBegin(now);
  const own = logins
    .slice(0, 1)
    .flatMap((member) => [
      watchShift(member, new Date(begin), newId()),
      watchShift(member, new Date(begin + 24 * HOUR_MS), newId()),
    ]);
  const others = demoWatches(begin, now).flatMap(({ startsAt, names }) =>
    colleagues.filter(({ name }) => names.includes(name)).map((member) => watchShift(member, startsAt, newId())),
  );
  const tasks = demoTasks(propertyId, [...logins, ...colleagues], workers[0]?.personId ?? newId(), now, newId);
  return { members: [...logins, ...colleagues], shifts: [...own, ...others], tasks };
}

/** A watch that its member has agreed to. */
export function watchShift({ id, name, department, propertyId }: StaffMember, startsAt: Date, shiftId: string): Shift {
  return {
    id: shiftId,
    version: 1,
    propertyId,
    department,
    memberId: id,
    memberName: name,
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + WATCH_MS).toISOString(),
    breakMinutes: 30,
    note: null,
    state: "accepted",
  };
}

/** What waits to be done, each for the first who works where it belongs. */
function demoTasks(
  propertyId: number,
  members: readonly StaffMember[],
  createdBy: string,
  now: Date,
  newId: () => string,
): Task[] {
  return TASKS.map(([title, kind, room, dueInHours, doer]) => {
    const assignee = members.find(({ department }) => department === doer) ?? null;
    return {
      id: newId(),
      version: 1,
      propertyId,
      title,
      kind,
      priority: dueInHours <= 1 ? "urgent" : "normal",
      room,
      notes: null,
      dueAt: new Date(now.getTime() + dueInHours * HOUR_MS).toISOString(),
      state: assignee === null ? "open" : "assigned",
      assigneeId: assignee?.id ?? null,
      assigneeName: assignee?.name ?? null,
      createdBy,
      createdAt: now.toISOString(),
      doneAt: null,
    };
  });
}
