import { readFileSync } from "node:fs";

/** What one part of the suite found. */
export interface Finding {
  title: string;
  /** Markdown. */
  lines: string[];
  verdicts: Verdict[];
}

/** A goal and what came out; `isMet` is judged on the unrounded value. */
export interface Verdict {
  goal: string;
  value: string;
  isMet: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Median and the smallest and greatest value. */
export function spread(values: readonly number[], digits: number): string {
  const text = (value: number): string => value.toFixed(digits);
  if (values.length === 1) return text(values[0]!);
  return `${text(median(values))} (${text(Math.min(...values))} to ${text(Math.max(...values))})`;
}

/** Each round's first figure by its second: both were taken one right after the other. */
export function ratios(of: readonly number[], to: readonly number[]): number[] {
  return of.map((value, i) => value / to[i]!);
}

export function atLeast(goal: number, what: string, values: readonly number[], digits = 2): Verdict {
  return { goal: `${what} >= ${goal}`, value: spread(values, digits), isMet: median(values) >= goal };
}

export function atMost(goal: number, what: string, values: readonly number[], digits = 2): Verdict {
  return { goal: `${what} <= ${goal}`, value: spread(values, digits), isMet: median(values) <= goal };
}

/** Busy seconds of core 0 so far, of whatever process. */
export function coreSeconds(core: number): number {
  const line = readFileSync("/proc/stat", "utf8")
    .split("\n")
    .find((text) => text.startsWith(`cpu${core} `));
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line!.split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq + steal) / 100;
}

export function markdown({ title, lines, verdicts }: Finding): string {
  const goals = verdicts.map(({ goal, value, isMet }) => `| ${goal} | ${value} | ${isMet ? "yes" : "no"} |`);
  return [`## ${title}`, "", ...lines, "", "| goal | median (least to most) | met |", "|---|---|---|", ...goals].join(
    "\n",
  );
}
