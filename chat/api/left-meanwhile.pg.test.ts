/** Writes of somebody who is taken out of the room while they wait for its lock. */
import { chat } from "~encore/clients";
import { afterAll, expect, test } from "vitest";
import { clock } from "../../platform/clock";
import { Hotel } from "../../tests/lib/hotel";
import { asOf, openRoom, reasonOf } from "../__tests__/people";
import { asActor } from "../store/context";
import { lockConversation } from "../store/conversation.store";
import { pool } from "../store/db";
import { lockMember, updateMember } from "../store/member.store";

afterAll(() => pool.end());

/** How many connections of chat's wait for a lock. */
async function waiting(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}

test("[C1] who was taken out by the time that a write of theirs gets the lock is refused like anybody outside", async () => {
  const hotel = await Hotel.build();
  const [admin, leaver] = [await hotel.person("manager"), await hotel.person("manager")];
  const [clerk, other] = [await hotel.person("clerk"), await hotel.person("clerk")];
  const id = await openRoom(hotel, admin, [{ who: leaver, role: "admin" }, { who: clerk }]);
  const authData = { authData: leaver };
  const [edited, deleted, liked] = [
    await chat.sendMessage({ id, content: "to be edited" }, authData),
    await chat.sendMessage({ id, content: "to be deleted" }, authData),
    await chat.sendMessage({ id, content: "to be liked" }, { authData: clerk }),
  ];
  const writes: [reason: string, write: () => Promise<unknown>][] = [
    ["not_a_member", () => chat.sendMessage({ id, content: "too late" }, authData)],
    ["message_not_found", () => chat.editMessage({ id: edited.id, version: 1, content: "too late" }, authData)],
    ["message_not_found", () => chat.deleteMessage({ id: deleted.id }, authData)],
    ["message_not_found", () => chat.reactToMessage({ id: liked.id, emoji: "👍", isOn: true }, authData)],
    ["conversation_not_found", () => chat.markRead({ id, upTo: 3 }, authData)],
    ["conversation_not_found", () => chat.renameConversation({ id, version: 1, name: "Too late" }, authData)],
    ["conversation_not_found", () => chat.addMember({ id, personId: other.userID }, authData)],
    [
      "conversation_not_found",
      () => chat.changeMember({ id, personId: clerk.userID, version: 1, role: "admin" }, authData),
    ],
    ["conversation_not_found", () => chat.removeMember({ id, personId: clerk.userID }, authData)],
  ];
  const answers = await asActor(asOf(admin), async (tx) => {
    await lockConversation(tx, hotel.orgId, id);
    const member = await lockMember(tx, hotel.orgId, id, leaver.userID);
    const asked = writes.map(([, write]) => reasonOf(write()));
    await expect.poll(waiting).toBe(writes.length);
    await updateMember(tx, hotel.orgId, member!, { leftAt: clock.now().toISOString() });
    return asked;
  });
  expect(await Promise.all(answers)).toEqual(writes.map(([reason]) => reason));
});
