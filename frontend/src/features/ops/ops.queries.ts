import { queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { api as types } from "../../api/client.gen";
import { ratesBetween, type Rates } from "./rates";

const EVERY_MS = 2000;
const OPERATIONS = ["operations"] as const;

/** How the stream is, and what happened per second since the answer before. */
export interface Operating {
  now: types.Operations;
  rates: Rates | null;
}

/** Renewed while it is looked at. */
export const operationsQuery = queryOptions({
  queryKey: OPERATIONS,
  refetchInterval: EVERY_MS,
  staleTime: EVERY_MS,
  async queryFn({ client }): Promise<Operating> {
    const before = client.getQueryData<Operating>(OPERATIONS)?.now;
    const now = await api.realtime.getOperations();
    return { now, rates: before === undefined ? null : ratesBetween(before, now) };
  },
});

/** The oldest messages that wait for a person. */
export const parkedQuery = queryOptions({
  queryKey: ["parked"] as const,
  refetchInterval: 5 * EVERY_MS,
  queryFn: () => api.realtime.listParked({}),
});

/** What is asked about an event. */
export interface Question {
  seq: number;
  /** Only this person's connections, and what the person's rights say. */
  person?: string;
}

export const traceQuery = ({ seq, person }: Question) =>
  queryOptions({
    queryKey: ["trace", seq, person ?? null] as const,
    staleTime: 0,
    queryFn: () => api.realtime.trace({ seq, ...(person === undefined ? {} : { personId: person }) }),
  });
