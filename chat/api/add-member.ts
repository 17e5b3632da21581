import { api } from "encore.dev/api";
import { orThrow } from "../../platform/errors";
import { chatErrors } from "../contract/errors";
import type { Member, MemberRole } from "../contract/types";
import { decideManage, decideSeat } from "../domain/members";
import { addMember as add } from "../engine/membership";
import { inConversation } from "./access";
import { actor } from "./actor";
import { candidate } from "./candidates";

interface AddMemberRequest {
  id: string;
  personId: string;
  /** `member` unless given. */
  role?: MemberRole;
  /** Sees internal messages: unless given, whoever may see them at the property. */
  isInternal?: boolean;
}

/** Adds a person to a room, or takes them back; who is in it already stays as they are (C2). */
export const addMember = api(
  { method: "POST", path: "/chat/conversations/:id/members", expose: true, auth: true },
  async ({ id, ...request }: AddMemberRequest): Promise<Member> => {
    const me = actor();
    const access = await inConversation(me, id, async (_tx, found) => found);
    orThrow(decideManage(access), chatErrors);
    const known = await candidate(me.orgId, request.personId, access.conversation.propertyId);
    const seat = orThrow(decideSeat(request, known), chatErrors);
    return orThrow(await add(me, id, request.personId, seat), chatErrors);
  },
);
