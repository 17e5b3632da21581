import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../../api/client";
import type { contract } from "../../../api/client.gen";
import { meQuery } from "../../../api/queries";

const CLOSES = 14;

/** The open day and what is still open of it, with the close that runs. */
export const dayCheckQuery = (propertyId: number) =>
  queryOptions({
    queryKey: ["day-check", propertyId] as const,
    meta: { live: true, kinds: ["cash-session", "expense", "reservation", "day-close", "property"] },
    queryFn: () => api.finance.checkDay({ propertyId }),
  });

/** Closed days, newest first. */
export const closesQuery = (propertyId: number) =>
  queryOptions({
    queryKey: ["day-closes", propertyId] as const,
    meta: { live: true, kinds: ["day-close"] },
    queryFn: () => api.finance.listDayCloses({ propertyId, limit: CLOSES }),
  });

/** One close with its trial balance, which never changes. */
export const closeQuery = (id: string) =>
  queryOptions({ queryKey: ["day-close", id] as const, queryFn: () => api.finance.getDayClose(id) });

/** Closes the day, or goes on with its close: the same again is never done twice. */
export function useCloseDay(propertyId: number, onClosed: (close: contract.DayClose) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ businessDate, reason }: { businessDate: string; reason: string }) =>
      api.finance.closeDay({ propertyId, businessDate, ...(reason === "" ? {} : { reason }) }),
    onSuccess: onClosed,
    onSettled: () =>
      Promise.all(
        [["day-check", propertyId], ["day-closes", propertyId], meQuery.queryKey].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
