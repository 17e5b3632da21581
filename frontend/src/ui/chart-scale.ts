/** The end of an axis from 0 that a reader can count by: such as 1, 1.5, 2 or 5 times a power of ten, not below the largest value. */
export function axisEnd(largest: number): number {
  if (!(largest > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((times) => times * power >= largest) ?? 10;
  return step * power;
}

/** Of so many labels side by side those that are shown, when no more than `most` fit: every second, third… from the last one back. */
export function shownLabels(count: number, most: number): Set<number> {
  const every = Math.max(1, Math.ceil(count / most));
  const shown = new Set<number>();
  for (let i = count - 1; i >= 0; i -= every) shown.add(i);
  return shown;
}

/** Runs of neighbours that have a value: where one is missing the line breaks. */
export function unbroken(values: readonly (number | null)[]): [at: number, value: number][][] {
  const runs: [number, number][][] = [];
  let run: [number, number][] = [];
  for (const [at, value] of [...values, null].entries()) {
    if (value !== null) run.push([at, value]);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return runs;
}
