import type { Follower } from "./followers/follower";
import { follow } from "./followers/all";
import { problemsOfBookings, problemsOfLog, problemsOfTrail, seenBy } from "./checker";
import { inject } from "./injected";
import { insist } from "./insist";
import { Load, MARK } from "./load";
import { bookedRows, epochOf, leftovers, logOf } from "./log-of";
import { Person } from "./person";
import type { Report } from "./report";
import type { Stage } from "./stage";

const PEOPLE = ["owner@harbour", "manager@harbour", "clerk2@harbour", "owner@summit"].map((name) => `${name}.example`);
const BOOK_EVERY_MS = 120;
const ARRIVE_MS = 60_000;

export interface ChaosOptions {
  seed: number;
  minutes: number;
  /** Told what happens while it happens. */
  say: (line: string) => void;
}

/** Load, clients and faults for so long; then quiet, and the reckoning. */
export async function runChaos(stage: Stage, { seed, minutes, say }: ChaosOptions): Promise<Report> {
  const { url } = stage.network;
  const people = await Promise.all(PEOPLE.map((email) => insist(() => Person.logIn(url, email))));
  const followers = follow(url, people, await epochOf(stage.postgres));
  const load = new Load(url, people, BOOK_EVERY_MS);
  const problems: string[] = [];
  const scene = { places: stage.places, postgres: stage.postgres, network: stage.network };
  const over = AbortSignal.timeout(minutes * 60_000);
  const injected = await inject({ ...scene, over }, { seed, say, failed: (problem) => problems.push(problem) });
  say(`the faults are over; ${load.acknowledged.length} bookings so far`);
  await load.stop();
  say("nobody books any more");
  problems.push(...load.problems);
  const { events, problems: found } = await reckon(stage, people, followers, load);
  problems.push(...found);
  await Promise.all(followers.map((follower) => follower.stop()));
  return {
    seed,
    minutes,
    injected: injected.toSorted((a, b) => a.atMs - b.atMs),
    followers: followers.map(({ name, trail: { seen, connections, errors } }) => ({
      name,
      events: seen.length,
      connections,
      errors,
    })),
    bookings: load.acknowledged.length,
    repeats: load.repeats,
    events,
    problems,
  };
}

/** Waits until everything has arrived, and says what is wrong. */
async function reckon(
  stage: Stage,
  people: readonly Person[],
  followers: readonly Follower[],
  load: Load,
): Promise<{ events: number; problems: string[] }> {
  const problems: string[] = [];
  const left = await arrived(stage);
  for (const [place, count] of Object.entries(left)) problems.push(`${count} rows are left in ${place}`);
  const rows: string[] = [];
  const told: string[] = [];
  let events = 0;
  for (const orgId of new Set(people.map((person) => person.me.organisation.id))) {
    const held = await logOf(stage.postgres, orgId);
    events += held.log.length;
    rows.push(...(await bookedRows(stage.postgres, orgId, MARK)));
    told.push(...held.told);
    problems.push(...problemsOfLog(held.log).map((problem) => `log of ${orgId}: ${problem}`));
    const mine = followers.filter((follower) => follower.person.me.organisation.id === orgId);
    await Promise.all(
      mine.map(async (follower) => {
        const { name, trail } = follower;
        const expected = seenBy(held.log, follower.person.channels(follower.properties));
        const head = expected.at(-1)?.seq ?? 0;
        await follower.reaches(head).catch((error: unknown) => problems.push(`${name}: ${String(error)}`));
        problems.push(...problemsOfTrail(trail, expected).map((problem) => `${name}: ${problem}`));
      }),
    );
  }
  problems.push(...problemsOfBookings(load.acknowledged, rows, told));
  for (const place of stage.places)
    if (place.unexpectedEnds > 0)
      problems.push(`the ${place.name} application ended by itself: ${place.unexpectedEnds} times`);
  return { events, problems };
}

/** Resolves when nothing is on its way any more, or after a minute to what still is. */
async function arrived(stage: Stage): Promise<Record<string, number>> {
  for (const end = Date.now() + ARRIVE_MS; ;) {
    const left = await insist(() => leftovers(stage.postgres));
    if (Object.keys(left).length === 0 || Date.now() > end) return left;
  }
}
