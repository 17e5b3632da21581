import type { Verdict } from "../host/figures.mjs";

/** A missed goal says why. */
export function explained(verdict: Verdict, reason: string): Verdict {
  return verdict.isMet ? verdict : { ...verdict, goal: `${verdict.goal} (missed: ${reason})` };
}
