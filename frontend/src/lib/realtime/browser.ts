import type { AuthorizedFetch } from "./links/http";
import { pollLink } from "./links/poll";
import { sseLink } from "./links/sse";
import { webSocketLink } from "./links/websocket";
import type { Ports } from "./ports";
import { plainWorld } from "./world";

/** Every way to the page's own server. */
export function browserLinks(fetch: AuthorizedFetch): Ports["links"] {
  return [
    webSocketLink(location.href, WebSocket),
    sseLink(location.href, fetch),
    pollLink("long-poll", location.href, fetch),
    pollLink("poll", location.href, fetch),
  ];
}

/** The clock, chance and timer of every world, the page's signs of life, and what unpacks batches, as a part that is loaded later. */
export const browserWorld: Pick<Ports, "now" | "random" | "setTimer" | "onWake" | "loadDecoder"> = {
  ...plainWorld,
  loadDecoder: async () => (await import("./batches/deflate-dict")).loadDeflateDecoder(location.href),
  onWake(run) {
    const abort = new AbortController();
    const { signal } = abort;
    for (const name of ["online", "offline", "pageshow"]) addEventListener(name, run, { signal });
    document.addEventListener("resume", run, { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && run(), { signal });
    return () => abort.abort();
  },
};
