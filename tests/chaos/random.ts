/** Choices that a seed makes: the same seed, the same choices. */
export interface Random {
  /** In [0, 1). */
  next: () => number;
  /** In [min, max). */
  between: (min: number, max: number) => number;
  /** A whole number in [0, below). */
  whole: (below: number) => number;
  pick: <T>(list: readonly T[]) => T;
  shuffled: <T>(list: readonly T[]) => T[];
}

/** Mulberry32: small, and good enough to throw dice. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  return {
    next,
    between: (min, max) => min + next() * (max - min),
    whole,
    pick: (list) => {
      if (list.length === 0) throw new Error("nothing to pick from");
      return list[whole(list.length)] as (typeof list)[number];
    },
    shuffled: (list) => {
      const deck = [...list];
      for (let i = deck.length - 1; i > 0; i--) {
        const j = whole(i + 1);
        [deck[i], deck[j]] = [deck[j] as (typeof deck)[number], deck[i] as (typeof deck)[number]];
      }
      return deck;
    },
  };
}
