/** A wait that somebody may end early. */
export class Nap {
  #end: () => void = () => {};

  /** Waits so many milliseconds, or until roused. */
  async sleep(ms: number): Promise<void> {
    await new Promise<void>((resume) => {
      const timer = setTimeout(resume, ms);
      this.#end = () => {
        clearTimeout(timer);
        resume();
      };
    });
    this.#end = () => {};
  }

  /** Ends the wait that runs; without effect when none does. */
  rouse(): void {
    this.#end();
  }
}
