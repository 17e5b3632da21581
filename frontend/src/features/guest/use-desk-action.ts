import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isTransient, toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { showRow } from "./guest.queries";

const RETRIES = 2;

/**
 * One step at the desk. Each names the version that it is based on, so an attempt that is repeated is never done twice: what was done
 * is refused as a conflict.
 */
export function useDeskAction<T extends { id: string; version: number }, P>(
  act: (id: string, params: P) => Promise<T>,
  onDone: (row: T) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, params }: { id: string; params: P }) => act(id, params),
    retry: (failures, error) => failures < RETRIES && isTransient(error),
    retryDelay: (attempt) => 400 * 3 ** attempt,
    onSuccess(row) {
      showRow(client, row);
      onDone(row);
    },
  });
}

/** Refusals that the desk can do something about. */
const KNOWN = {
  version_conflict: "guest.refused.version_conflict",
  room_not_ready: "guest.refused.room_not_ready",
  room_occupied: "guest.refused.room_occupied",
  room_taken: "guest.refused.room_taken",
  room_out_of_order: "guest.refused.room_out_of_order",
} as const;

/** What a refused or failed step means for a person. */
export function sayFailure(error: unknown): string {
  const { kind, reason, message } = toFailure(error);
  if (kind === "unreachable") return t("guest.refused.unreachable");
  const known = Object.entries(KNOWN).find(([name]) => name === reason);
  return known === undefined ? message : t(known[1]);
}
