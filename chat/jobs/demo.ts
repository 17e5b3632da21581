import { identity } from "~encore/clients";
import { isDemoAllowed } from "../../platform/demo";
import type { Health } from "../../platform/health";
import { hasUnpublished } from "../../platform/outbox";
import type { Actor } from "../domain/actor";
import { type DemoHotel, demoTalk } from "../domain/demo-talk";
import { createRoom } from "../engine/rooms";
import { sendMessage } from "../engine/send";
import { hasConversations } from "../store/conversation.read";
import { pool } from "../store/db";

const ASK_AGAIN_MS = 200;
const TRIES = 150;

type Hotel = DemoHotel & { orgId: string };

let state: "talking" | "publishing" | "settled" = "talking";

/** Lets the people of the demo hotels talk a little, once, in an empty database of a development server. */
export async function seedDemoChat(): Promise<void> {
  if (isDemoAllowed() && !(await hasConversations(pool))) {
    await seedHotels(await demoHotels());
    state = "publishing";
  } else {
    state = "settled";
  }
}

/** Not ready until what this process let them say is published: a screen that is opened then is quiet. */
export async function isDemoSettled(): Promise<Health> {
  if (state === "publishing" && !(await hasUnpublished(pool))) state = "settled";
  return { ok: state === "settled", message: state === "settled" ? "settled" : `${state} in the demo hotels` };
}

/** Several processes at once do it once: rooms and messages have names of their own, under which a repeat makes no other. */
export async function seedHotels(hotels: readonly Hotel[]): Promise<void> {
  for (const hotel of hotels)
    for (const [i, { name, members, messages }] of demoTalk(hotel).entries()) {
      const { propertyId } = hotel;
      const [first = "", ...others] = members;
      const seats = new Map(others.map((id) => [id, { role: "member" as const, isInternal: true }]));
      const room = { propertyId, name, seats, isCreatorInternal: true };
      const made = await createRoom(actorOf(hotel, first), room, { name }, `demo-${propertyId}-${i}`);
      if (!made.ok) throw new Error(`the demo's room was refused: ${made.reason}`);
      for (const [j, { senderId, ...message }] of messages.entries()) {
        const request = { ...message, clientMessageId: `demo-${j}` };
        const sent = await sendMessage(actorOf(hotel, senderId), made.value.id, request);
        if (!sent.ok) throw new Error(`the demo's message was refused: ${sent.reason}`);
      }
    }
}

const actorOf = ({ orgId, propertyId }: Hotel, personId: string): Actor => ({
  orgId,
  personId,
  senderType: "staff",
  properties: [propertyId],
  visitorProperties: [],
  visiting: null,
});

/** Service files run before the endpoints are there, so the first question waits a little too. */
async function demoHotels(): Promise<Hotel[]> {
  for (let tries = 1; ; tries++) {
    await new Promise((resume) => setTimeout(resume, ASK_AGAIN_MS));
    try {
      return (await identity.demoHotels()).hotels;
    } catch (err) {
      if (tries === TRIES) throw err;
    }
  }
}
