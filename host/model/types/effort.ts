/** How much work types may make: generic, conditional and mapped types can double it with every line. */
import type { TS } from "../compiler";
import { errorAt, type SourceError } from "../diagnostics";

/**
 * For all types of an application together. A step is one piece of a type read, compared, combined or written. Lobby takes 834,
 * the largest of the recorded source trees 1,049.
 */
export const MAX_STEPS = 500_000;

/** A complaint costs more than other steps: it looks for its place in the source. */
export const COMPLAINT_STEPS = 100;

/** Counts steps; throws a SourceError when there have been too many. */
export interface Meter {
  spend(steps?: number): void;
}

export class Effort implements Meter {
  private spent = 0;
  private spentBefore = 0;
  private usage: TS.Node | undefined;
  private refusal: SourceError | undefined;

  /** What is spent from here on is for the type that is used at `usage`. */
  begin(usage: TS.Node): void {
    this.usage = usage;
    this.spentBefore = this.spent;
  }

  spend(steps = 1): void {
    this.spent += steps;
    if (this.spent <= MAX_STEPS || this.usage === undefined) return;
    // One refusal for all: what comes after it is not worked out any more.
    this.refusal ??= errorAt(
      this.usage,
      `type too large: it takes more than ${count(MAX_STEPS - this.spentBefore)} steps to work out`,
      `All types of an application together may take ${count(MAX_STEPS)}. Generic, conditional and mapped types multiply when they are nested: write out what they give.`,
    );
    throw this.refusal;
  }
}

function count(steps: number): string {
  return steps.toLocaleString("en-US");
}
