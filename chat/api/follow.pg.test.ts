/** A snapshot that is old, and the events since, are a fresh snapshot: for every entity, among concurrent writes. */
import { chat } from "~encore/clients";
import { afterAll, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { Hotel } from "../../tests/lib/hotel";
import { openRoom } from "../__tests__/people";
import type { ChatEvent } from "../contract/events";
import { pool } from "../store/db";

afterAll(() => pool.end());

interface Row {
  id: string;
  version: number;
}

/** Everything that somebody in the room is shown of it. */
async function snapshot(id: string, authData: AuthData): Promise<Row[]> {
  const { conversation } = await chat.getConversation({ id }, { authData });
  const members = (await chat.listMembers({ id }, { authData })).data;
  const messages: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await chat.listMessages({ id, limit: 100, ...(cursor && { cursor }) }, { authData });
    messages.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return [conversation, ...members, ...messages];
}

/** The events of a room in the order of the outbox, as far as their audience has this sight. */
async function eventsOf(id: string, isInternal: boolean): Promise<ChatEvent[]> {
  const { rows } = await pool.query<{ event: ChatEvent }>(
    `SELECT event FROM outbox WHERE event ->> 'conversationId' = $1 ORDER BY id`,
    [id],
  );
  return rows.map(({ event }) => event).filter((event) => isInternal || event.class === "normal");
}

/** The snapshot with the events: a newer version of a row replaces it, who left and what is hidden goes. */
function followed(rows: readonly Row[], events: readonly ChatEvent[]): Row[] {
  const held = new Map<string, Row>(rows.map((row) => [row.id, row]));
  const versions = new Map(rows.map((row) => [row.id, row.version]));
  for (const event of events) {
    const { id, version } = event.entity;
    if (version <= (versions.get(id) ?? 0)) continue;
    versions.set(id, version);
    const isGone = event.type === "message-hidden" || ("leftAt" in event.data && event.data.leftAt !== null);
    const row: Row & { propertyId: number | null } = { ...event.data, version, propertyId: event.propertyId };
    if (isGone) held.delete(id);
    else held.set(id, row);
  }
  return [...held.values()];
}

const byId = (rows: Row[]): Row[] => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));

test("conversation, members and messages follow from their events, for who is internal and who is not", async () => {
  const hotel = await Hotel.build();
  const admin = await hotel.person("manager");
  const writers = [admin, await hotel.person("clerk"), await hotel.person("clerk"), await hotel.person("clerk")];
  const external = await hotel.person("clerk");
  const room = await openRoom(hotel, admin, [
    ...writers.slice(1).map((who) => ({ who })),
    { who: external, isInternal: false },
  ]);
  const snapshots: { who: AuthData; rows: Row[] }[] = [];
  const take = async (who: AuthData) => snapshots.push({ who, rows: await snapshot(room, who) });
  await take(admin);
  await take(external);
  const write = async (authData: AuthData, writer: number): Promise<void> => {
    for (let i = 0; i < 8; i++) {
      const sent = await chat.sendMessage({ id: room, content: `${i}`, isPublic: i % 3 !== 0 }, { authData });
      const { id } = sent;
      if (i % 4 === 1) await chat.editMessage({ id, version: 1, isPublic: !sent.isPublic }, { authData });
      if (i % 4 === 2) await chat.reactToMessage({ id, emoji: "👍", isOn: true }, { authData: admin });
      if (i % 4 === 3) await chat.deleteMessage({ id }, { authData });
      await chat.markRead({ id: room, upTo: sent.no }, { authData });
      if (i % 4 === writer) await take(writer % 2 === 0 ? admin : external);
    }
  };
  await Promise.all(writers.map(write));
  const leaver = writers[3]!;
  await chat.removeMember({ id: room, personId: leaver.userID }, { authData: leaver });
  await chat.renameConversation({ id: room, version: 1, name: "Night" }, { authData: admin });
  for (const { who, rows } of snapshots) {
    const events = await eventsOf(room, who !== external);
    expect(byId(followed(rows, events))).toEqual(byId(await snapshot(room, who)));
  }
  expect(snapshots.length).toBeGreaterThan(8);
});
