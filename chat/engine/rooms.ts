import { clock } from "../../platform/clock";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { accept, type Outcome } from "../../platform/outcome";
import type { ChatRefusal } from "../contract/errors";
import type { Conversation, Member, MemberRole } from "../contract/types";
import type { Actor } from "../domain/actor";
import { conversationEvent, memberEvent } from "../domain/addressing";
import type { Seat } from "../domain/members";
import { relay } from "../jobs/relay";
import { noteActivity } from "../store/activity.store";
import { asActor } from "../store/context";
import { insertConversation } from "../store/conversation.store";
import { insertMembers } from "../store/member.store";
import { appendChatEvents } from "../store/outbox.store";
import { keepPace } from "./pace";

export interface NewRoom {
  propertyId: number;
  name: string;
  /** Beside the creator, who is its admin. */
  seats: ReadonlyMap<string, Seat>;
  isCreatorInternal: boolean;
}

/** Opens a room of a property with these members. */
export async function createRoom(
  actor: Actor,
  room: NewRoom,
  request: unknown,
  idempotencyKey?: string,
): Promise<Outcome<{ id: string }, ChatRefusal>> {
  const { orgId, personId } = actor;
  const whose = { orgId, personId, endpoint: "chat.createRoom", key: idempotencyKey };
  const now = clock.now();
  const outcome = await asActor(actor, (tx) =>
    once<{ id: string }, ChatRefusal>(tx, whose, request, now, async () => {
      const paced = await keepPace(tx, actor, "begin", now);
      if (!paced.ok) return paced;
      const at = now.toISOString();
      const { name, propertyId } = room;
      const version = 1;
      const conversation: Conversation = {
        id: newId(),
        version,
        kind: "room",
        propertyId,
        name,
        createdBy: personId,
        createdAt: at,
      };
      const members = [
        newMember(conversation, personId, { role: "admin", isInternal: room.isCreatorInternal }, at),
        ...[...room.seats].map(([id, seat]) => newMember(conversation, id, seat, at)),
      ];
      await insertConversation(tx, orgId, conversation);
      await insertMembers(tx, orgId, conversation, members);
      await noteActivity(tx, orgId, conversation, newId(), now, { action: "conversation-created", actorId: personId });
      await appendChatEvents(tx, orgId, [
        conversationEvent("conversation-created", conversation, { eventId: newId(), at, actorId: personId }),
        ...members.map((member) =>
          memberEvent("member-added", member, conversation, { eventId: newId(), at, actorId: personId }),
        ),
      ]);
      return accept({ id: conversation.id });
    }),
  );
  relay.wake();
  return outcome;
}

/** Somebody who was never in the conversation, with nothing read. */
export const newMember = (
  conversation: Conversation,
  personId: string,
  seat: { role: MemberRole; isInternal: boolean },
  at: string,
): Member => ({
  id: newId(),
  version: 1,
  conversationId: conversation.id,
  propertyId: conversation.kind === "room" ? conversation.propertyId : null,
  personId,
  role: seat.role,
  isInternal: seat.isInternal,
  readNo: 0,
  joinedAt: at,
  leftAt: null,
});
