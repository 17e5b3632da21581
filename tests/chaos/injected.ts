import { setTimeout as pause } from "node:timers/promises";
import { FAULT_KINDS, FAULTS, type FaultKind } from "./faults/all";
import { randomOf } from "./random";
import { NotNow, type Scene } from "./scene";
import { plan, type Planned } from "./schedule";

/** Faults under way at a time. With more, a slow machine would do nothing but start and end processes. */
const AT_A_TIME = 3;

/** A fault that came about. */
export interface Injected {
  atMs: number;
  kind: FaultKind;
  what: string;
  tookMs: number;
}

export interface InjectOptions {
  seed: number;
  /** Told of each as it happens. */
  say: (line: string) => void;
  /** Told of those whose harm could not be undone. */
  failed: (problem: string) => void;
}

/**
 * Lets the faults of the seed happen, a few at a time, until the time for them is over and every kind has come. Resolves when the
 * harm of all is undone.
 */
export async function inject(scene: Scene, { seed, say, failed }: InjectOptions): Promise<Injected[]> {
  const began = Date.now();
  const injected: Injected[] = [];
  const one = async ({ kind, seed: choices }: Planned<FaultKind>): Promise<void> => {
    const from = Date.now();
    const at = `${from - began} ms: ${kind}`;
    say(`${at} …`);
    try {
      const what = await FAULTS[kind](scene, randomOf(choices));
      const fault = { kind, what, atMs: from - began, tookMs: Date.now() - from };
      injected.push(fault);
      say(`${at}, ${what}; mended after ${fault.tookMs} ms`);
    } catch (error) {
      const problem = `the fault ${at}: ${error instanceof Error ? error.message : String(error)}`;
      say(problem);
      if (!(error instanceof NotNow)) failed(problem);
    }
  };
  const running = new Set<Promise<void>>();
  let count = 0;
  for (const planned of plan(seed, FAULT_KINDS)) {
    await pause(planned.gapMs);
    if (running.size >= AT_A_TIME) await Promise.race(running);
    if (scene.over.aborted && count >= FAULT_KINDS.length) break;
    count += 1;
    const fault = one(planned).finally(() => running.delete(fault));
    running.add(fault);
  }
  await Promise.all(running);
  return injected;
}
