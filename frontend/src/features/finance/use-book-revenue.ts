import { useMutation, useMutationState } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { api as apiTypes } from "../../api/client.gen";
import { isTransient } from "../../api/failure";
import { useFinance } from "./finance-context";
import type { PendingBooking } from "./booking";
import type { Revenue } from "./finance-types";

const RETRIES = 2;
const mutationKey = (propertyId: number): unknown[] => ["book-revenue", propertyId];

/** Books a line. The same key goes with every attempt, so trying again is safe. */
export function useBookRevenue(propertyId: number, onBooked: (row: Revenue) => void) {
  const { cache, arrivals } = useFinance();
  return useMutation({
    mutationKey: mutationKey(propertyId),
    mutationFn: (request: apiTypes.RecordRevenueRequest) => api.finance.recordRevenue(request),
    retry: (failures, error) => failures < RETRIES && isTransient(error),
    retryDelay: (attempt) => 400 * 3 ** attempt,
    onSuccess(row) {
      arrivals.own(row.id);
      cache.add(row);
      onBooked(row);
    },
  });
}

/** What is on its way to the server. */
export function usePendingBookings(propertyId: number): PendingBooking[] {
  return useMutationState({
    filters: { mutationKey: mutationKey(propertyId), status: "pending" },
    select: ({ state }) => ({
      request: state.variables as apiTypes.RecordRevenueRequest,
      submittedAt: state.submittedAt,
    }),
  });
}
