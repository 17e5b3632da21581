import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { Member, MemberRole } from "../contract/types";
import type { Access } from "./actor";

/** What is known of a person who is to be added: their rights where the conversation is. */
export interface Candidate {
  /** A person of the organisation who may be in rooms there. */
  isKnown: boolean;
  /** Holds the permission to see internal messages there. */
  isStaff: boolean;
}

export interface Seat {
  role: MemberRole;
  isInternal: boolean;
}

type ManageRefusal = "admin_needed" | "members_fixed";

/** Whether the actor decides who is in the conversation (C2). */
export function decideManage({ conversation, membership }: Access): Outcome<null, ManageRefusal> {
  if (conversation.kind === "direct" || conversation.kind === "visitor")
    return refuse("members_fixed", { values: { kind: conversation.kind } });
  return membership?.role === "admin" ? accept(null) : refuse("admin_needed");
}

/** As what a person comes in: internal, where they are staff, unless it is said otherwise; nobody else is. */
export function decideSeat(
  request: { personId: string; role?: MemberRole; isInternal?: boolean },
  candidate: Candidate,
): Outcome<Seat, "person_not_found" | "request_invalid"> {
  if (!candidate.isKnown) return refuse("person_not_found", { values: { id: request.personId } });
  if (request.isInternal === true && !candidate.isStaff) {
    const message = `${request.personId} may not see internal messages there`;
    return refuse("request_invalid", { errors: [{ path: "isInternal", code: "not_staff", message }] });
  }
  return accept({ role: request.role ?? "member", isInternal: request.isInternal ?? candidate.isStaff });
}

/** A conversation keeps an admin. `admins`: how many there are now. */
export function decideStep(
  member: Member,
  next: { role: MemberRole | null },
  admins: number,
): Outcome<null, "last_admin"> {
  const isLast = member.role === "admin" && next.role !== "admin" && admins === 1;
  return isLast ? refuse("last_admin") : accept(null);
}
