import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../../api/client";
import type { contract } from "../../../api/client.gen";
import { isTransient } from "../../../api/failure";

export type CashSession = contract.CashSession;

const MOST = 50;
const retry = (failures: number, error: unknown): boolean => failures < 2 && isTransient(error);

/** Drawers of a property, newest first. */
export const sessionsQuery = (propertyId: number) =>
  queryOptions({
    queryKey: ["cash-sessions", propertyId, "all"] as const,
    meta: { live: true, kinds: ["cash-session"] },
    queryFn: () => api.finance.listCashSessions({ propertyId, limit: MOST }),
  });

/** The reader's newest drawers. */
export const ownSessionsQuery = (propertyId: number, cashierId: string) =>
  queryOptions({
    queryKey: ["cash-sessions", propertyId, cashierId] as const,
    meta: { live: true, kinds: ["cash-session"] },
    queryFn: () => api.finance.listCashSessions({ propertyId, cashierId, limit: 5 }),
  });

/** One drawer with what went through it until it was counted. */
export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["cash-session", id] as const,
    meta: { live: true, kinds: ["cash-session"] },
    queryFn: () => api.finance.getCashSession(id),
  });

/** One change of a drawer; the same key goes with every attempt, so that it is made once. */
function useCashAction<P>(propertyId: number, act: (params: P, idempotencyKey: string) => Promise<CashSession>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...params }: P & { key: string }) => act(params as P, key),
    retry,
    onSettled: () => queries.invalidateQueries({ queryKey: ["cash-sessions", propertyId] }),
  });
}

export const useOpenDrawer = (propertyId: number) =>
  useCashAction(propertyId, ({ floatMinor }: { floatMinor: number }, idempotencyKey) =>
    api.finance.openCashSession({ propertyId, floatMinor, idempotencyKey }),
  );

export const useCountDrawer = (propertyId: number) =>
  useCashAction(
    propertyId,
    ({ session: { id, version }, countedMinor }: { session: CashSession; countedMinor: number }, idempotencyKey) =>
      api.finance.countCashSession(id, { version, countedMinor, idempotencyKey }),
  );

export const useAcceptVariance = (propertyId: number) =>
  useCashAction(
    propertyId,
    ({ session: { id, version }, reason }: { session: CashSession; reason: string }, idempotencyKey) =>
      api.finance.closeCashSession(id, { version, idempotencyKey, ...(reason === "" ? {} : { reason }) }),
  );
