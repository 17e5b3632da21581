import type { Link } from "../ports";

/** What is used of a WebSocket: the built-in one of browsers and of Node from 22 on, or that of the package `ws`. */
type SocketClass = new (url: string | URL) => {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: "open" | "close" | "error", listener: () => void): void;
  addEventListener(type: "message", listener: (message: { data: unknown }) => void): void;
};

const OPEN = 1;

/** The stream of the server at `base` (`https://…`) by WebSocket, with one ticket for each. */
export function webSocketLink(base: string, WebSocket: SocketClass): Link {
  return {
    transport: "websocket",
    open(ticket, events) {
      const url = new URL("/v2/realtime/stream", base);
      url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
      url.searchParams.set("ticket", ticket ?? "");
      const ws = new WebSocket(url);
      let isOver = false;
      const unlessOver = (run: () => void): void => {
        if (!isOver) run();
      };
      ws.addEventListener("open", () => unlessOver(() => events.onOpen()));
      ws.addEventListener("message", ({ data }) => unlessOver(() => events.onMessage(String(data))));
      // A close follows; without a listener Node would end.
      ws.addEventListener("error", () => {});
      ws.addEventListener("close", () =>
        unlessOver(() => {
          isOver = true;
          events.onClose();
        }),
      );
      return {
        send(text) {
          if (ws.readyState === OPEN) ws.send(text);
        },
        close() {
          isOver = true;
          ws.close();
        },
      };
    },
  };
}
