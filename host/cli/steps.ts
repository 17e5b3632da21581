/** The steps of a start, some side by side; their times are printed when asked for. */
export class Steps {
  readonly #isVerbose: boolean;
  readonly #began = performance.now();

  constructor(isVerbose: boolean) {
    this.#isVerbose = isVerbose;
  }

  async run<T>(name: string, step: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await step();
    if (this.#isVerbose) {
      const [from, took] = [began - this.#began, performance.now() - began].map((ms) =>
        `${Math.round(ms)} ms`.padStart(8),
      );
      console.error(`  ${name.padEnd(28)} from ${from}  took ${took}`);
    }
    return result;
  }
}
