import type { Scene } from "./scene.mjs";

/** A dirty room becomes a task, the task is done step by step, and the room is clean. */
export const makeUp: Scene = async ({ team: { manager, housekeeping }, propertyId }) => {
  const { data: dirty } = await manager.guest.listRooms({ propertyId, housekeeping: "dirty", limit: 100 });
  const { data: tasks } = await manager.staff.listTasks({ propertyId, open: true, limit: 100 });
  const room = dirty.find(({ occupancy }) => occupancy === "vacant");
  const begun = tasks.find((task) => task.kind === "housekeeping" && task.state === "in_progress");
  if (begun !== undefined) {
    await housekeeping.staff.stepTask(begun.id, { step: "finish", version: begun.version });
    const made = dirty.find(({ number }) => number === begun.room);
    if (made !== undefined)
      await housekeeping.guest.setRoomState(made.id, { version: made.version, housekeeping: "clean" });
    return `${begun.title} ${begun.room ?? ""}: done`;
  }
  if (room === undefined) return null;
  const me = await ownMember(housekeeping, propertyId);
  const known = tasks.find((task) => task.room === room.number && task.kind === "housekeeping");
  const task =
    known ??
    (await manager.staff.createTask({
      propertyId,
      title: "Make up room",
      kind: "housekeeping",
      room: room.number,
      ...(me !== undefined && { assigneeId: me }),
    }));
  const steps = task.state === "open" ? (["assign", "start"] as const) : (["start"] as const);
  let { version } = task;
  for (const step of steps) {
    const who = step === "assign" ? manager : housekeeping;
    const assignee = step === "assign" && me !== undefined ? { assigneeId: me } : {};
    ({ version } = await who.staff.stepTask(task.id, { step, version, ...assignee }));
  }
  return `${task.title} ${room.number}: begun`;
};

/** The member of the staff whose login this is. */
async function ownMember(client: Parameters<Scene>[0]["team"]["housekeeping"], propertyId: number) {
  const { id } = (await client.identity.me()).person;
  const { data } = await client.staff.listMembers({ propertyId, limit: 100 });
  return data.find(({ personId }) => personId === id)?.id;
}

/** What is done is looked at. */
export const inspect: Scene = async ({ team: { manager }, propertyId }) => {
  const { data } = await manager.staff.listTasks({ propertyId, state: "done", limit: 100 });
  const [task] = data;
  if (task === undefined) return null;
  await manager.staff.stepTask(task.id, { step: "inspect", version: task.version });
  return `${task.title} ${task.room ?? ""}: inspected`;
};
