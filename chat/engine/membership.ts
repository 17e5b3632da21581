import { validate as isUuid } from "uuid";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { Tx } from "../../platform/tx";
import type { ChatRefusal } from "../contract/errors";
import type { MemberEventType } from "../contract/events";
import type { ActivityAction, Conversation, Member, MemberRole } from "../contract/types";
import type { Actor } from "../domain/actor";
import { memberEvent } from "../domain/addressing";
import { decideManage, decideStep, type Seat } from "../domain/members";
import { noteActivity } from "../store/activity.store";
import { countAdmins, insertMembers, lockMember, updateMember } from "../store/member.store";
import { appendChatEvents } from "../store/outbox.store";
import { inside } from "./inside";
import { newMember } from "./rooms";

type Result = Outcome<Member, ChatRefusal>;

/** Adds a person to a conversation that the actor manages, or takes them back (C2). Who is in it already stays as they are. */
export const addMember = (actor: Actor, conversationId: string, personId: string, seat: Seat): Promise<Result> =>
  inside(actor, conversationId, async (tx, access): Promise<Result> => {
    const allowed = decideManage(access);
    if (!allowed.ok) return allowed;
    const { conversation, lastNo } = access;
    const at = clock.now().toISOString();
    const known = await lockMember(tx, actor.orgId, conversation.id, personId);
    if (known !== null && known.leftAt === null) return accept(known);
    const back = { ...seat, readNo: lastNo, joinedAt: at, leftAt: null };
    // What was said before they came is not unread.
    const member =
      known === null
        ? { ...newMember(conversation, personId, seat, at), readNo: lastNo }
        : await updateMember(tx, actor.orgId, known, back);
    if (known === null) await insertMembers(tx, actor.orgId, conversation, [member]);
    await tell(tx, actor, conversation, member, "member-added", "member-added");
    return accept(member);
  });

export interface MemberChange {
  version: number;
  role?: MemberRole;
  isInternal?: boolean;
}

/** Gives a member another role or sight. */
export const changeMember = (
  actor: Actor,
  conversationId: string,
  personId: string,
  { version, ...change }: MemberChange,
): Promise<Result> =>
  inside(actor, conversationId, async (tx, access): Promise<Result> => {
    const allowed = decideManage(access);
    if (!allowed.ok) return allowed;
    const member = await presentMember(tx, actor.orgId, conversationId, personId);
    if (!member.ok) return member;
    if (member.value.version !== version)
      return refuse("version_conflict", { values: { version: member.value.version } });
    const next = { role: change.role ?? member.value.role };
    const step = decideStep(member.value, next, await countAdmins(tx, actor.orgId, conversationId));
    if (!step.ok) return step;
    const changed = await updateMember(tx, actor.orgId, member.value, change);
    await tell(tx, actor, access.conversation, changed, "member-changed", "member-changed");
    return accept(changed);
  });

/** Takes a person out of a conversation that the actor manages; or the actor leaves it. */
export const removeMember = (actor: Actor, conversationId: string, personId: string): Promise<Result> =>
  inside(actor, conversationId, async (tx, access): Promise<Result> => {
    const isOwn = personId === actor.personId;
    const allowed = decideManage(access);
    if (!allowed.ok && !(isOwn && allowed.reason === "admin_needed")) return allowed;
    const member = await presentMember(tx, actor.orgId, conversationId, personId);
    if (!member.ok) return member;
    const step = decideStep(member.value, { role: null }, await countAdmins(tx, actor.orgId, conversationId));
    if (!step.ok) return step;
    const type = isOwn ? "member-left" : "member-removed";
    // Noted before, as long as the actor is in it.
    await note(tx, actor, access.conversation, personId, type);
    const gone = await updateMember(tx, actor.orgId, member.value, { leftAt: clock.now().toISOString() });
    await appendChatEvents(tx, actor.orgId, [memberEvent(type, gone, access.conversation, occasionOf(actor))]);
    return accept(gone);
  });

/** Moves the actor's read marker on to this number, at most to the newest message, and never back (C13). */
export const markRead = (actor: Actor, conversationId: string, upTo: number): Promise<Result> =>
  inside(actor, conversationId, async (tx, access): Promise<Result> => {
    if (access.membership === null) return refuse("conversation_not_found", { values: { id: conversationId } });
    const member = await presentMember(tx, actor.orgId, conversationId, actor.personId);
    if (!member.ok) return member;
    const readNo = Math.min(upTo, access.lastNo);
    if (readNo <= member.value.readNo) return member;
    const moved = await updateMember(tx, actor.orgId, member.value, { readNo });
    const event = memberEvent("read-marker-moved", moved, access.conversation, occasionOf(actor));
    await appendChatEvents(tx, actor.orgId, [event]);
    return accept(moved);
  });

async function presentMember(tx: Tx, orgId: string, conversationId: string, personId: string): Promise<Result> {
  const member = isUuid(personId) ? await lockMember(tx, orgId, conversationId, personId) : null;
  return member === null || member.leftAt !== null
    ? refuse("member_not_found", { values: { id: personId } })
    : accept(member);
}

const occasionOf = ({ personId }: Actor) => ({
  eventId: newId(),
  at: clock.now().toISOString(),
  actorId: personId,
});

async function note(
  tx: Tx,
  { orgId, personId: actorId }: Actor,
  conversation: Conversation,
  personId: string,
  action: ActivityAction,
): Promise<void> {
  await noteActivity(tx, orgId, conversation, newId(), clock.now(), { action, actorId, personId });
}

async function tell(
  tx: Tx,
  actor: Actor,
  conversation: Conversation,
  member: Member,
  type: MemberEventType,
  action: ActivityAction,
): Promise<void> {
  await note(tx, actor, conversation, member.personId, action);
  await appendChatEvents(tx, actor.orgId, [memberEvent(type, member, conversation, occasionOf(actor))]);
}
