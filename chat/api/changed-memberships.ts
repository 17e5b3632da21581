import { api } from "encore.dev/api";
import { pool } from "../store/db";
import { findChangedMemberships } from "../store/membership-change.store";

interface ChangedMembershipsRequest {
  /** `upTo` of the last answer; absent to begin. */
  since?: string;
}

interface ChangedMembershipsResponse {
  /** Whose memberships may be others since; more may be named than changed, never fewer. */
  people: { orgId: string; personId: string }[];
  upTo: string;
}

/**
 * For whom to ask `membershipsOf`. Whoever keeps connections open asks about once a second, at a cost that does not grow with them: who
 * was added or taken out then hears or loses a conversation within about a second on every process.
 */
export const changedMemberships = api(
  { method: "POST", path: "/chat/internal/changed-memberships", expose: false },
  ({ since }: ChangedMembershipsRequest): Promise<ChangedMembershipsResponse> =>
    findChangedMemberships(pool, since ?? null),
);
