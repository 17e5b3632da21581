import type { contract } from "../../api/client.gen";

export type Task = contract.Task;

/** The board's columns, in their order, and the states that stand in each. */
export const COLUMNS = [
  { id: "todo", states: ["open", "assigned"] },
  { id: "doing", states: ["accepted", "in_progress"] },
  { id: "done", states: ["done"] },
] as const satisfies readonly { id: string; states: readonly contract.TaskState[] }[];

export type ColumnId = (typeof COLUMNS)[number]["id"];

/** One row of each task, the newest version of it; a task may stand in two lists while one of them is fetched anew. */
export function newestOf(...lists: (readonly Task[])[]): Task[] {
  const newest = new Map<string, Task>();
  for (const task of lists.flat()) {
    const held = newest.get(task.id);
    if (held === undefined || held.version < task.version) newest.set(task.id, task);
  }
  return [...newest.values()];
}

/** The tasks of each column: what is due first comes first, then what has no time, the oldest first. */
export function boardOf(tasks: readonly Task[]): Record<ColumnId, Task[]> {
  const sorted = tasks.toSorted(
    (a, b) => compare(a.dueAt ?? "9999", b.dueAt ?? "9999") || compare(a.createdAt, b.createdAt) || compare(a.id, b.id),
  );
  const [todo, doing, done] = COLUMNS.map(({ states }) =>
    sorted.filter(({ state }) => (states as readonly string[]).includes(state)),
  );
  return { todo: todo ?? [], doing: doing ?? [], done: done ?? [] };
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** What the reader may do with a task. */
export interface Rights {
  /** The reader's own member of the staff; null for who is none. */
  memberId: string | null;
  mayWork: boolean;
  mayManage: boolean;
}

const NEXT: Partial<Record<contract.TaskState, readonly contract.TaskStepName[]>> = {
  assigned: ["accept", "start"],
  accepted: ["start"],
  in_progress: ["finish"],
  done: ["inspect", "reopen"],
};

/** The steps that the reader can take with a task, the likeliest first; assigning is offered apart. */
export function stepsFor({ state, assigneeId }: Task, rights: Rights): contract.TaskStepName[] {
  const isOwn = rights.mayWork && assigneeId !== null && assigneeId === rights.memberId;
  const own = ["accept", "start", "finish"];
  return (NEXT[state] ?? []).filter((step) => rights.mayManage || (isOwn && own.includes(step)));
}

export const mayAssign = ({ state }: Task, { mayManage }: Rights): boolean =>
  mayManage && ["open", "assigned", "accepted"].includes(state);

/** How urgent the due time is at this moment. */
export function dueOf({ dueAt, state }: Task, now: number): "none" | "later" | "soon" | "over" {
  if (dueAt === null || state === "done") return "none";
  const leftMs = Date.parse(dueAt) - now;
  if (leftMs < 0) return "over";
  return leftMs < 30 * 60_000 ? "soon" : "later";
}
