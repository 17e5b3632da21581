import { problemsOfBookings, problemsOfLog, problemsOfTrail, seenBy } from "./checker";
import type { Follower } from "./followers/follower";
import { insist } from "./insist";
import { type Load, MARK } from "./load";
import { bookedRows, leftovers, logOf } from "./log-of";
import type { Person } from "./person";
import type { Stage } from "./stage";

const ARRIVE_MS = 60_000;

export interface Reckoning {
  /** In the logs of all organisations. */
  events: number;
  problems: string[];
}

/** Waits until everything that was booked has arrived at every client, and says what is wrong. */
export async function reckon(
  stage: Stage,
  people: readonly Person[],
  followers: readonly Follower[],
  load: Load,
): Promise<Reckoning> {
  const problems = [...load.problems];
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
  for (const { name, unexpectedEnds } of stage.places)
    if (unexpectedEnds > 0) problems.push(`the ${name} application ended by itself: ${unexpectedEnds} times`);
  return { events, problems };
}

/** Resolves when nothing is on its way any more, or after a minute to what still is. */
async function arrived(stage: Stage): Promise<Record<string, number>> {
  for (const end = Date.now() + ARRIVE_MS; ;) {
    const left = await insist(() => leftovers(stage.postgres));
    if (Object.keys(left).length === 0 || Date.now() > end) return left;
  }
}
