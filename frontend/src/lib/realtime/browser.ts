import type { Ports } from "./client";
import { openSocketAt } from "./socket";
import { plainWorld } from "./world";

/** Opens the stream on the page's own origin. */
export const openBrowserSocket: Ports["openSocket"] = (ticket, events) =>
  openSocketAt(location.href, WebSocket)(ticket, events);

/** The clock, chance and timer of every world, and the page's signs of life. */
export const browserWorld: Pick<Ports, "now" | "random" | "setTimer" | "onWake"> = {
  ...plainWorld,
  onWake(run) {
    const abort = new AbortController();
    const { signal } = abort;
    for (const name of ["online", "offline", "pageshow"]) addEventListener(name, run, { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && run(), { signal });
    return () => abort.abort();
  },
};
