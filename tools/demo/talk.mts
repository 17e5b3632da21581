import type { Scene } from "./scene.mjs";

const WORDS = [
  "The lift is back in service.",
  "204 would like to leave at noon, is that all right?",
  "Two early arrivals are waiting in the lobby.",
  "The delivery for the kitchen has come.",
  "Who has the key of the store room?",
  "All quiet on the third floor.",
];

/** Somebody of the team says something in the hotel's room. */
export const talk: Scene = async ({ team, propertyId, chance }) => {
  const who = chance.one(["manager", "cashier", "housekeeping"] as const);
  const { data } = await team[who].chat.listConversations({ propertyId, kind: "room", limit: 1 });
  const room = data[0] ?? (await openRoom(team, propertyId));
  const content = chance.one(WORDS);
  await team[who].chat.sendMessage(room.conversation.id, { content, clientMessageId: crypto.randomUUID() });
  return `${who}: ${content}`;
};

async function openRoom({ manager, cashier, housekeeping }: Parameters<Scene>[0]["team"], propertyId: number) {
  const people = await Promise.all([cashier, housekeeping].map(async (client) => (await client.identity.me()).person));
  const members = people.map(({ id }) => ({ personId: id }));
  return manager.chat.createRoom({ propertyId, name: "Today", members });
}
