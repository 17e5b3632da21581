import { clock } from "../../platform/clock";
import { UNKNOWN_ADDRESS } from "../../platform/client-address";
import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { ChatRefusal } from "../contract/errors";
import type { Conversation } from "../contract/types";
import type { Actor } from "../domain/actor";
import { conversationEvent, memberEvent } from "../domain/addressing";
import {
  BEGIN_AT_PROPERTY,
  BEGIN_BY_ADDRESS,
  decideWindow,
  hashWidgetToken,
  newWidgetToken,
  SEND_BY_ADDRESS,
  VISIT_MS,
  type Window,
} from "../domain/visit";
import { relay } from "../jobs/relay";
import { noteActivity } from "../store/activity.store";
import { asActor } from "../store/context";
import { insertConversation } from "../store/conversation.store";
import { pool } from "../store/db";
import { insertMembers } from "../store/member.store";
import { appendChatEvents } from "../store/outbox.store";
import { countUse, insertVisit, useVisit, type Visit } from "../store/visit.store";
import { findBySiteKey } from "../store/widget.store";
import { newMember } from "./rooms";

export interface Begun {
  /** Shown this once; whoever has it is the visitor. */
  token: string;
  expiresAt: Date;
  conversation: Conversation;
}

/** Begins the conversation of a visitor who came by the key of a property's widget (C18). */
export async function beginVisit(
  siteKey: string,
  name: string | null,
  address: string,
): Promise<Outcome<Begun, ChatRefusal>> {
  const now = clock.now();
  // Before the key is looked at: keys are not to be guessed either.
  const first = address === UNKNOWN_ADDRESS ? accept(null) : await limit(`begin ${address}`, BEGIN_BY_ADDRESS, now);
  if (!first.ok) return first;
  const widget = await findBySiteKey(pool, siteKey);
  if (widget === null) return refuse("widget_not_found");
  if (!widget.isOn) return refuse("widget_off");
  const { orgId, propertyId } = widget;
  const second = await limit(`begin at ${orgId}/${propertyId}`, BEGIN_AT_PROPERTY, now);
  if (!second.ok) return second;
  const visit: Visit = { orgId, propertyId, visitorId: newId(), conversationId: newId() };
  return accept(await begin(visit, name, now));
}

async function begin(visit: Visit, name: string | null, now: Date): Promise<Begun> {
  const { orgId, propertyId, visitorId } = visit;
  const at = now.toISOString();
  const conversation: Conversation = {
    id: visit.conversationId,
    version: 1,
    kind: "visitor",
    propertyId,
    name,
    createdBy: visitorId,
    createdAt: at,
  };
  const token = newWidgetToken();
  const expiresAt = new Date(now.getTime() + VISIT_MS);
  const member = newMember(conversation, visitorId, { role: "member", isInternal: false }, at);
  const occasion = () => ({ eventId: newId(), at, actorId: visitorId });
  await asActor(visitorOf(visit), async (tx) => {
    await insertConversation(tx, orgId, conversation);
    await insertMembers(tx, orgId, conversation, [member]);
    await insertVisit(tx, visit, hashWidgetToken(token), expiresAt);
    await noteActivity(tx, orgId, conversation, newId(), now, { action: "conversation-created", actorId: visitorId });
    await appendChatEvents(tx, orgId, [
      conversationEvent("conversation-created", conversation, occasion()),
      memberEvent("member-added", member, conversation, occasion()),
    ]);
  });
  relay.wake();
  return { token, expiresAt, conversation };
}

/** Who a widget token is: a visitor of one conversation, and of nothing else. */
export async function visitorBy(
  token: string | undefined,
): Promise<Outcome<{ actor: Actor; conversationId: string }, ChatRefusal>> {
  if (token === undefined || token === "") return refuse("widget_token_invalid");
  const now = clock.now();
  const visit = await useVisit(pool, hashWidgetToken(token), now, new Date(now.getTime() + VISIT_MS));
  if (visit === null) return refuse("widget_token_invalid");
  if (!visit.isOn) return refuse("widget_off");
  return accept({ actor: visitorOf(visit), conversationId: visit.conversationId });
}

/** Whether one more message may come from this address. */
export const limitSending = async (address: string): Promise<Outcome<null, "rate_limited">> =>
  address === UNKNOWN_ADDRESS ? accept(null) : limit(`send ${address}`, SEND_BY_ADDRESS, clock.now());

const limit = async (key: string, window: Window, now: Date): Promise<Outcome<null, "rate_limited">> =>
  decideWindow(await countUse(pool, key, window.windowMs, now), window, now);

const visitorOf = ({ orgId, visitorId, propertyId }: Visit): Actor => ({
  orgId,
  personId: visitorId,
  senderType: "visitor",
  properties: [],
  visitorProperties: [],
  visiting: propertyId,
});
