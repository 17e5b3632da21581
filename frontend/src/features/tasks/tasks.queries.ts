import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { api as apiTypes, contract } from "../../api/client.gen";
import { isTransient } from "../../api/failure";

const MOST = 100;

/** What is still to be done, newest first. */
export const openTasksQuery = (propertyId: number) =>
  queryOptions({
    queryKey: ["tasks", propertyId, "open"] as const,
    meta: { live: true, kinds: ["task"] },
    queryFn: () => api.staff.listTasks({ propertyId, open: true, limit: MOST }),
  });

/** What was done and waits to be looked at, newest first. */
export const doneTasksQuery = (propertyId: number) =>
  queryOptions({
    queryKey: ["tasks", propertyId, "done"] as const,
    meta: { live: true, kinds: ["task"] },
    queryFn: () => api.staff.listTasks({ propertyId, state: "done", limit: MOST }),
  });

/** The members of the staff who can be given work. */
export const workersQuery = (propertyId: number) =>
  queryOptions({
    queryKey: ["workers", propertyId] as const,
    meta: { live: true, kinds: ["member"] },
    queryFn: () => api.staff.listMembers({ propertyId, status: "active", limit: MOST }),
  });

/** The evidence of the property's tasks, newest first, for who may see the property's files. */
export const evidenceQuery = (propertyId: number) =>
  queryOptions({
    queryKey: ["files", propertyId, "task_evidence"] as const,
    meta: { live: true, kinds: ["file"] },
    queryFn: () => api.uploads.listFiles({ propertyId, purpose: "task_evidence", state: "attached", limit: MOST }),
  });

/** Who is on duty now. */
export const onDutyQuery = (propertyId: number) =>
  queryOptions({
    queryKey: ["on-duty", propertyId] as const,
    meta: { live: true, kinds: ["attendance"] },
    queryFn: () => api.staff.listOnDuty({ propertyId }),
  });

/** Takes a task one step on. */
export function useStepTask(propertyId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ task, ...step }: { task: contract.Task } & Pick<apiTypes.StepTaskRequest, "step" | "assigneeId">) =>
      api.staff.stepTask(task.id, { ...step, version: task.version }),
    // Whatever became of it, the server knows how the task stands now.
    onSettled: () => queries.invalidateQueries({ queryKey: ["tasks", propertyId] }),
  });
}

/** Makes a task. The same key goes with every attempt, so trying again is safe. */
export function useCreateTask(propertyId: number, onCreated: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: apiTypes.CreateTaskRequest) => api.staff.createTask(request),
    retry: (failures, error) => failures < 2 && isTransient(error),
    async onSuccess() {
      onCreated();
      await queries.invalidateQueries({ queryKey: ["tasks", propertyId] });
    },
  });
}

/** Clocks the reader in or out. */
export function useClock(propertyId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (kind: "in" | "out") => api.staff.clock({ propertyId, kind }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["on-duty", propertyId] }),
  });
}
