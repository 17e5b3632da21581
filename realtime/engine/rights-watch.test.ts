import { afterEach, expect, test } from "vitest";
import { clock } from "../../platform/clock";
import type { SessionEvent } from "../domain/session/event";
import { type LoginState, RightsWatch } from "./rights-watch";

/** Identity as a watch sees it, with what it was asked for. */
function identityOf(logins: string[]) {
  const states = new Map<string, LoginState>(
    logins.map((sessionId) => [sessionId, { sessionId, active: true, expired: false, endsAt: "later", grants: [] }]),
  );
  const seen = { changed: [] as string[], joined: new Set<string>(), asked: [] as string[][], isAway: false };
  const told: [string, SessionEvent["type"]][] = [];
  const watch = new RightsWatch({
    logins: () => logins,
    takeJoined: () => {
      const { joined } = seen;
      seen.joined = new Set();
      return joined;
    },
    changed: async () => ({ sessionIds: seen.changed.splice(0), upTo: "7" }),
    ask: async (ids) => {
      seen.asked.push(ids);
      if (seen.isAway) throw new Error("identity is away");
      return ids.flatMap((id) => states.get(id) ?? []);
    },
    tell: (sessionId, event) => told.push([sessionId, event.type]),
  });
  const end = (sessionId: string): void => {
    const before = states.get(sessionId);
    if (before !== undefined) states.set(sessionId, { ...before, active: false });
    seen.changed.push(sessionId);
  };
  return { watch, seen, told, end };
}

afterEach(() => clock.run());

test("[RT14] only who changed and who is new is asked for; now and then all are", async () => {
  const { watch, seen, told, end } = identityOf(["a", "b", "c"]);
  await watch.look();
  await watch.look();
  end("b");
  await watch.look();
  expect(seen.asked).toEqual([["a", "b", "c"], ["b"]]);
  expect(told.slice(3)).toEqual([["b", "ended"]]);
  seen.joined.add("c");
  await watch.look();
  expect(seen.asked.at(-1)).toEqual(["c"]);
  expect(told.at(-1)).toEqual(["c", "rights"]);
  clock.advance(15_000);
  await watch.look();
  expect(seen.asked.at(-1)).toEqual(["a", "b", "c"]);
  // Nothing had changed unnoticed.
  expect(told).toHaveLength(5);
});

test("[RT14] what could not be asked for is asked for again", async () => {
  const { watch, seen, told, end } = identityOf(["a", "b"]);
  await watch.look();
  end("a");
  seen.joined.add("b");
  seen.isAway = true;
  await expect(watch.look()).rejects.toThrow("identity is away");
  seen.isAway = false;
  await watch.look();
  expect(told.slice(2)).toEqual([
    ["a", "ended"],
    ["b", "rights"],
  ]);
});
