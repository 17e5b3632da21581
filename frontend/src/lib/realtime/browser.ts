import type { Ports, Socket, SocketEvents } from "./client";

/** Opens the stream on the page's own origin. */
export function openBrowserSocket(ticket: string, events: SocketEvents): Socket {
  const url = new URL("/v2/realtime/stream", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("ticket", ticket);
  const ws = new WebSocket(url);
  const abort = new AbortController();
  const { signal } = abort;
  ws.addEventListener("open", () => events.onOpen(), { signal });
  ws.addEventListener("message", (message) => events.onMessage(String(message.data)), { signal });
  ws.addEventListener("close", () => events.onClose(), { signal, once: true });
  return {
    send(text) {
      if (ws.readyState === WebSocket.OPEN) ws.send(text);
    },
    close() {
      abort.abort();
      ws.close();
    },
  };
}

/** The browser's clock, chance, timer and signs of life. */
export const browserWorld: Pick<Ports, "now" | "random" | "setTimer" | "onWake"> = {
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer(run, afterMs) {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  },
  onWake(run) {
    const abort = new AbortController();
    const { signal } = abort;
    for (const name of ["online", "offline", "pageshow"]) addEventListener(name, run, { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && run(), { signal });
    return () => abort.abort();
  },
};
