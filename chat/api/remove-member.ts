import { api } from "encore.dev/api";
import { orThrow } from "../../platform/errors";
import { chatErrors } from "../contract/errors";
import type { Member } from "../contract/types";
import { removeMember as remove } from "../engine/membership";
import { actor } from "./actor";

interface RemoveMemberRequest {
  id: string;
  /** Another's, as an admin; or one's own, to leave. */
  personId: string;
}

/** Takes somebody out of a room, or leaves it (C2). Answers with the membership as it ended. */
export const removeMember = api(
  { method: "DELETE", path: "/chat/conversations/:id/members/:personId", expose: true, auth: true },
  async ({ id, personId }: RemoveMemberRequest): Promise<Member> =>
    orThrow(await remove(actor(), id, personId), chatErrors),
);
