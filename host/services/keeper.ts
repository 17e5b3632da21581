import { constants } from "node:os";
import {
  type Application,
  type ReadyCheck,
  runApplication,
  type RunningApplication,
  untilReady,
} from "./application-process";
import { SpareProcess } from "./spare-process";

export interface KeeperOptions extends ReadyCheck {
  /** false: a crash is final. */
  restarts: boolean;
  report(text: string): void;
}

/** The npm modules that an application loads. */
type PackagesOf = (application: Application) => Promise<string[]>;

const firstPauseMs = 250;
const longestPauseMs = 30_000;
/** A process that ran this long starts over with the first pause. */
const settledMs = 60_000;
const readyTimeoutMs = 60_000;

/**
 * Keeps one application process running: a crash is reported with its last lines and followed by a restart, after a pause that
 * doubles each time. A process that never served is not restarted: the next `replace` may bring a better one.
 */
export class Keeper {
  /** Resolves with an exit code when a crash is final. */
  readonly gaveUp: Promise<number>;
  readonly #options: KeeperOptions;
  #giveUp!: (code: number) => void;
  #current: RunningApplication | undefined;
  #restart: NodeJS.Timeout | undefined;
  #packagesOf: PackagesOf | undefined;
  #spare: SpareProcess | undefined;
  readonly #stopping = new WeakSet<RunningApplication>();
  #isOver = false;
  #pauseMs = firstPauseMs;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.gaveUp = new Promise((resolve) => (this.#giveUp = resolve));
  }

  /** Ends what runs and starts this instead; resolves whether it serves. Starts nothing once `end` was called. */
  async replace(application: Application): Promise<boolean> {
    await this.#stop();
    this.#pauseMs = firstPauseMs;
    const isUp = await this.#launch(application, false);
    if (isUp) this.#prepareSpare(application);
    return isUp;
  }

  /** From now on a process stands by for the next `replace` that has loaded the packages which the running one loads. */
  keepSpare(running: Application, packagesOf: PackagesOf): void {
    this.#packagesOf = packagesOf;
    this.#prepareSpare(running);
  }

  #prepareSpare(application: Application): void {
    const prepare = async (): Promise<void> => {
      const packages = await this.#packagesOf?.(application);
      if (!packages || this.#isOver || this.#spare) return;
      this.#spare = new SpareProcess(application, packages);
    };
    // Without one the next start takes longer, and says what is wrong.
    prepare().catch(() => {});
  }

  #takeSpare(application: Application): RunningApplication | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    return spare?.become(application);
  }

  /**
   * Ends what runs, in order and for good: nothing is started any more. Called again meanwhile, at once. Resolves to the exit code
   * for this process: 1 when the application had to be ended by force or says itself that it did not keep to its budget.
   */
  async end(): Promise<number> {
    if (this.#isOver) this.#current?.kill();
    this.#isOver = true;
    this.#spare?.discard();
    return this.#stop();
  }

  async #stop(): Promise<number> {
    clearTimeout(this.#restart);
    const running = this.#current;
    if (!running) return 0;
    // One that has ended may still have its report, and with it a restart, before it.
    this.#stopping.add(running);
    if (running.hasEnded()) return 0;
    await running.stop();
    const { code, signal } = await running.ended;
    // By SIGTERM: it had not come so far as to listen for it.
    return code === 0 || signal === "SIGTERM" ? 0 : 1;
  }

  async #launch(application: Application, hasServed: boolean): Promise<boolean> {
    if (this.#isOver) return false;
    const next = { ...application, isSuccessor: this.#current !== undefined };
    const running = this.#takeSpare(next) ?? runApplication(next);
    const began = Date.now();
    this.#current = running;
    let serves = hasServed;
    void running.ended.then(({ code, signal }) => {
      if (this.#stopping.has(running)) return;
      if (Date.now() - began > settledMs) this.#pauseMs = firstPauseMs;
      this.#onCrash(application, running, code ?? 128 + signalNumber(signal), serves);
    });
    const missing = await untilReady(this.#options, () => running.hasEnded() || Date.now() - began > readyTimeoutMs);
    const isUp = missing === null;
    serves ||= isUp;
    if (isUp && hasServed) this.#options.report("The application serves again.");
    if (!isUp && !running.hasEnded()) {
      this.#options.report(`The application was not ready within ${readyTimeoutMs / 1000} s: ${missing}`);
      await running.stop();
    }
    return isUp;
  }

  #onCrash(application: Application, running: RunningApplication, code: number, hasServed: boolean): void {
    const how = code > 128 ? `signal ${code - 128}` : `exit code ${code}`;
    this.#options.report(`The application ended unexpectedly (${how}). Its last lines:\n${running.lastLines()}`);
    if (!hasServed) return;
    if (!this.#options.restarts) return this.#giveUp(code === 0 ? 1 : code);
    this.#options.report(`Starting it again in ${this.#pauseMs / 1000} s.`);
    this.#restart = setTimeout(() => void this.#launch(application, true), this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
  }
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal];
}
