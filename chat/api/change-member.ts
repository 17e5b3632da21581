import { api } from "encore.dev/api";
import { orThrow } from "../../platform/errors";
import { chatErrors } from "../contract/errors";
import type { Member, MemberRole } from "../contract/types";
import { decideManage, decideSeat } from "../domain/members";
import { changeMember as change } from "../engine/membership";
import { inConversation } from "./access";
import { actor } from "./actor";
import { candidate } from "./candidates";

interface ChangeMemberRequest {
  id: string;
  personId: string;
  /** The version of the membership that the change is based on. */
  version: number;
  /** Unchanged unless given, as `isInternal`. */
  role?: MemberRole;
  isInternal?: boolean;
}

/** Gives a member another role or sight (C2). */
export const changeMember = api(
  { method: "PUT", path: "/chat/conversations/:id/members/:personId", expose: true, auth: true },
  async ({ id, personId, ...request }: ChangeMemberRequest): Promise<Member> => {
    const me = actor();
    const access = await inConversation(me, id, async (_tx, found) => found);
    orThrow(decideManage(access), chatErrors);
    if (request.isInternal === true) {
      const known = await candidate(me.orgId, personId, access.conversation.propertyId);
      orThrow(decideSeat({ personId, isInternal: true }, known), chatErrors);
    }
    return orThrow(await change(me, id, personId, request), chatErrors);
  },
);
