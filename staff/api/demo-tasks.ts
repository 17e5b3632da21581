import { api } from "encore.dev/api";
import { pool } from "../store/db";
import { findOldestTasks } from "../store/demo.store";

interface DemoTasksRequest {
  orgId: string;
  propertyId: number;
}

interface DemoTasksResponse {
  /** The oldest, at most 20; empty until they are seeded. */
  tasks: { id: string; title: string }[];
}

/** The first tasks of a demo hotel, for services that add what belongs to them. */
export const demoTasks = api(
  { method: "POST", path: "/staff/internal/demo-tasks", expose: false },
  async ({ orgId, propertyId }: DemoTasksRequest): Promise<DemoTasksResponse> => ({
    tasks: await findOldestTasks(pool, orgId, propertyId),
  }),
);
