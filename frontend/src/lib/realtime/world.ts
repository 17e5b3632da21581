import type { Ports } from "./ports";

/** Clock, chance and timer where there is no page: a server, a script. Nothing wakes them up but their own timers. */
export const plainWorld: Pick<Ports, "now" | "random" | "setTimer" | "onWake"> = {
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer(run, afterMs) {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  },
  onWake: () => () => {},
};
