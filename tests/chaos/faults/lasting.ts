import { setTimeout as pause } from "node:timers/promises";
import type { Scene } from "../scene";

/** Waits so long, or until the time for faults is over. */
export async function lasting(scene: Pick<Scene, "over">, ms: number): Promise<void> {
  await pause(ms, undefined, { signal: scene.over }).catch(() => {});
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
