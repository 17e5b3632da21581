import { follow } from "./followers/all";
import { inject } from "./injected";
import { insist } from "./insist";
import { Load } from "./load";
import { epochOf } from "./log-of";
import { Person } from "./person";
import { reckon } from "./reckoning";
import type { Report } from "./report";
import type { Stage } from "./stage";

const PEOPLE = ["owner@harbour", "manager@harbour", "clerk2@harbour", "owner@summit"].map((name) => `${name}.example`);
const BOOK_EVERY_MS = 120;

export interface ChaosOptions {
  seed: number;
  minutes: number;
  /** Told what happens while it happens. */
  say: (line: string) => void;
}

/** Load, clients and faults for so long; then quiet, and the reckoning. */
export async function runChaos(stage: Stage, { seed, minutes, say }: ChaosOptions): Promise<Report> {
  const { places, postgres, network } = stage;
  const people = await Promise.all(PEOPLE.map((email) => insist(() => Person.logIn(network.url, email))));
  const followers = await follow(network.url, people, await epochOf(postgres));
  const load = new Load(network.url, people, BOOK_EVERY_MS);
  const problems: string[] = [];
  const over = AbortSignal.timeout(minutes * 60_000);
  const failed = (problem: string): void => void problems.push(problem);
  const injected = await inject({ places, postgres, network, over }, { seed, say, failed });
  say(`the faults are over; ${load.acknowledged.length} bookings so far`);
  await load.stop();
  say("nobody books any more");
  const { events, problems: found } = await reckon(stage, people, followers, load);
  await Promise.all(followers.map((follower) => follower.stop()));
  return {
    seed,
    minutes,
    injected: injected.toSorted((a, b) => a.atMs - b.atMs),
    followers: followers.map(({ name, trail: { seen, connectedAt, errors } }) => {
      return { name, events: seen.length, connections: connectedAt.length, errors };
    }),
    bookings: load.acknowledged.length,
    repeats: load.repeats,
    events,
    problems: [...problems, ...found],
  };
}
