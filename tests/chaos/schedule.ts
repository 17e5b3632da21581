import { randomOf } from "./random";

/** One fault to come: how long after the one before, and the seed of every choice that it makes itself (which server, for how long). */
export interface Planned<K extends string> {
  gapMs: number;
  kind: K;
  seed: number;
}

const SHORTEST_GAP_MS = 200;
const LONGEST_GAP_MS = 4000;

/**
 * The faults of a run, without end and all from its seed. The kinds are dealt like a shuffled deck of cards, again and again: so
 * every kind has come once before any comes twice, in an order that is another one each time.
 */
export function* plan<K extends string>(seed: number, kinds: readonly K[]): Generator<Planned<K>, never> {
  const random = randomOf(seed);
  for (;;) {
    for (const kind of random.shuffled(kinds)) {
      const gapMs = Math.round(random.between(SHORTEST_GAP_MS, LONGEST_GAP_MS));
      yield { gapMs, kind, seed: random.whole(2 ** 32) };
    }
  }
}
