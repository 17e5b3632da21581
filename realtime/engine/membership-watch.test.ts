import { afterEach, expect, test } from "vitest";
import { clock } from "../../platform/clock";
import type { Memberships } from "../domain/memberships";
import { type Follower, MembershipWatch } from "./membership-watch";

const room = (conversationId: string) => ({ conversationId, propertyId: 1, internal: false });

/** Chat as a watch sees it, with what it was asked for. */
function chatOf(state: Record<string, Memberships>) {
  const seen = { changed: [] as string[], changedAsked: 0, asked: [] as string[][], isAway: false };
  const watch = new MembershipWatch({
    async changed() {
      seen.changedAsked += 1;
      return { people: seen.changed.splice(0).map((personId) => ({ orgId: "o", personId })), upTo: "7" };
    },
    async ask(_orgId, ids) {
      seen.asked.push(ids);
      if (seen.isAway) throw new Error("chat is away");
      return new Map(ids.flatMap((id) => (state[id] === undefined ? [] : [[id, state[id]]])));
    },
  });
  const told: [string, number][] = [];
  const connect = (userID: string): Follower => ({
    auth: { userID, orgId: "o" } as Follower["auth"],
    regrant: (event) => told.push([userID, "memberships" in event ? event.memberships.length : -1]),
  });
  const change = (person: string, memberships: Memberships): void => {
    state[person] = memberships;
    seen.changed.push(person);
  };
  return { watch, seen, told, connect, change };
}

afterEach(() => clock.run());

test("[RT30] a person is asked for once, however many connections; who comes together is asked for together", async () => {
  const { watch, seen, connect } = chatOf({ ann: [room("a")] });
  const first = await Promise.all(["ann", "ann", "bob"].map(async (who) => watch.join(connect(who))));
  expect(first.map((each) => each.length)).toEqual([1, 1, 0]);
  expect(watch.join(connect("ann"))).toEqual([room("a")]);
  expect(seen.asked).toEqual([["ann", "bob"]]);
});

test("[RT30] one question tells who changed, and only those who are here are asked for and told", async () => {
  const { watch, seen, told, connect, change } = chatOf({ ann: [room("a")] });
  await watch.look();
  expect(seen.changedAsked).toBe(0);
  for (const who of ["ann", "bob"]) await watch.join(connect(who));
  await watch.join(connect("ann"));
  seen.asked.length = 0;
  await watch.look();
  expect(seen.asked).toEqual([]);
  change("ann", []);
  change("carl", [room("c")]);
  await watch.look();
  expect(seen.asked).toEqual([["ann"]]);
  expect(told).toEqual([
    ["ann", 0],
    ["ann", 0],
  ]);
});

test("[RT30] what could not be asked for is asked for again; who left is told nothing", async () => {
  const { watch, seen, told, connect, change } = chatOf({ ann: [room("a")] });
  const gone = connect("ann");
  await watch.join(gone);
  await watch.join(connect("ann"));
  watch.leave(gone);
  change("ann", []);
  seen.isAway = true;
  await expect(watch.look()).rejects.toThrow("chat is away");
  seen.isAway = false;
  await watch.look();
  expect(told).toEqual([["ann", 0]]);
});

test("[RT30] everybody is looked at now and then, and who has no connection any more is forgotten", async () => {
  const { watch, seen, connect } = chatOf({});
  const gone = connect("ann");
  await watch.join(gone);
  await watch.join(connect("bob"));
  watch.leave(gone);
  seen.asked.length = 0;
  clock.advance(60_000);
  await watch.look();
  expect(seen.asked).toEqual([["bob"]]);
});
