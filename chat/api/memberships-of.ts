import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { pool } from "../store/db";
import { findMemberships } from "../store/membership-change.store";

interface MembershipsOfRequest {
  orgId: string;
  personIds: string[] & MaxLen<10000>;
}

interface MembershipsOfResponse {
  /** In no particular order. */
  memberships: Membership[];
}

interface Membership {
  personId: string;
  conversationId: string;
  /** Of a room: the person must still hold `chat.room.read` there. */
  propertyId: number | null;
  /** Sees what is not public. */
  internal: boolean;
}

/** In which conversations these people of an organisation are now; `changedMemberships` tells for whom to ask again. */
export const membershipsOf = api(
  { method: "POST", path: "/chat/internal/memberships", expose: false },
  async ({ orgId, personIds }: MembershipsOfRequest): Promise<MembershipsOfResponse> => ({
    memberships: await findMemberships(pool, orgId, personIds),
  }),
);
