import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { PlainStream } from "./followers/plain-stream";
import { Load } from "./load";
import { Person } from "./person";
import { reckon } from "./reckoning";
import { Stage } from "./stage";

/** `npm run test:chaos` gives 2,000. */
const clients = Number(process.env["CHAOS_CLIENTS"] ?? 200);
/** A login may have 1,000 connections to a process. */
const PEOPLE = ["owner@harbour", "manager@harbour", "clerk2@harbour", "owner@summit"];
const BOOK_EVERY_MS = 1000;
const SLOT_MS = 100;
/** A herd is everybody at once. At an even spread over 3 s, a slot has a thirtieth. */
const LARGEST_SHARE = 0.1;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.build({ env: { LOBBY_DRAIN_MS: "3000" } });
});
afterAll(() => stage.close());

/** The largest part of the moments that lies in one slot. */
function largestShare(moments: readonly number[]): number {
  const slots = new Map<number, number>();
  for (const ms of moments) slots.set(Math.floor(ms / SLOT_MS), (slots.get(Math.floor(ms / SLOT_MS)) ?? 0) + 1);
  return Math.max(...slots.values()) / moments.length;
}

test(
  `${clients} clients, and both servers restarted one after the other under load: no event is lost or doubled, and there is no herd`,
  { timeout: 120_000 + clients * 200 },
  async () => {
    const { url } = stage.network;
    const people = await Promise.all(PEOPLE.map((name) => Person.logIn(url, `${name}.example`)));
    const followers = Array.from({ length: clients / people.length }, () =>
      people.map((person) => new PlainStream({ url, person })),
    ).flat();
    const areLive = (times: number): boolean => followers.every((f) => f.trail.connectedAt.length >= times);
    await vi.waitUntil(() => areLive(1), { timeout: 60_000, interval: 50 });
    const load = new Load(url, people, BOOK_EVERY_MS);
    const began = Date.now();
    for (const place of stage.places) {
      const booked = load.acknowledged.length;
      await vi.waitUntil(() => load.acknowledged.length > booked + 5, { timeout: 30_000 });
      const { code } = await place.restart();
      expect(code, place.output().slice(-2000)).toBe(0);
    }
    // Whoever began at the first server has moved once, and with everybody else again when the second went.
    await vi.waitUntil(() => areLive(2), { timeout: 60_000, interval: 50 });
    await load.stop();
    const { events, problems } = await reckon(stage, people, followers, load);
    const moves = followers.flatMap((f) => f.trail.connectedAt.filter((at) => at > began));
    const slots = followers.flatMap((f) => f.trail.slots);
    console.log(
      `rolling restart: ${clients} clients, ${events} events, ${moves.length} reconnects, of which at most ` +
        `${(100 * largestShare(moves)).toFixed(1)} % within ${SLOT_MS} ms; ${slots.length} of them told when` +
        (slots.length === 0 ? "" : `, at most ${(100 * largestShare(slots)).toFixed(1)} % the same ${SLOT_MS} ms`),
    );
    await Promise.all(followers.map((follower) => follower.stop()));
    expect(problems).toEqual([]);
    // When the servers said so, and not when a busy machine of tests came to it: every client was told at least once.
    expect(slots.length).toBeGreaterThanOrEqual(clients);
    expect(largestShare(slots)).toBeLessThan(LARGEST_SHARE);
  },
);
