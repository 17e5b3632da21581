type Step = () => Promise<void>;

/** In this order: no new work comes in, then what runs is finished, then what it used is closed. */
export type ShutdownPhase = "intake" | "drain" | "close";
const PHASES: readonly ShutdownPhase[] = ["intake", "drain", "close"];

/**
 * From the first signal to the exit code (facts 6, "Shutdown"): 0 when everything ended within the budget, 1 when it did not or
 * when a second signal came. The caller of `exitCode` ends the process.
 */
export class Lifecycle {
  readonly exitCode: Promise<number>;
  #resolve!: (code: number) => void;
  readonly #steps: Record<ShutdownPhase, Step[]> = { intake: [], drain: [], close: [] };
  readonly #budgetMs: number;
  readonly #report: (phase: ShutdownPhase, error: unknown) => void;
  #stopping = false;

  constructor(budgetMs: number, report: (phase: ShutdownPhase, error: unknown) => void = () => {}) {
    this.#budgetMs = budgetMs;
    this.#report = report;
    this.exitCode = new Promise((resolve) => (this.#resolve = resolve));
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  /** Steps of one phase run side by side; a step that fails does not keep the others from running. */
  onShutdown(phase: ShutdownPhase, step: Step): void {
    this.#steps[phase].push(step);
  }

  /**
   * Ends with SIGTERM, SIGINT, or the end of the supervising process: its IPC channel closes, or LOBBY_SUPERVISED says that there
   * was one and it is closed already.
   */
  listen(): void {
    process.on("SIGTERM", () => this.stop());
    process.on("SIGINT", () => this.stop());
    if (process.connected) process.once("disconnect", () => this.stop());
    else if (process.env["LOBBY_SUPERVISED"] === "1") this.stop();
  }

  stop(): void {
    if (this.#stopping) return this.#resolve(1);
    this.#stopping = true;
    setTimeout(() => this.#resolve(1), this.#budgetMs).unref();
    void this.#run();
  }

  async #run(): Promise<void> {
    let code = 0;
    for (const phase of PHASES) {
      const results = await Promise.allSettled(this.#steps[phase].map((step) => step()));
      for (const result of results) {
        if (result.status === "fulfilled") continue;
        code = 1;
        this.#report(phase, result.reason);
      }
    }
    this.#resolve(code);
  }
}
