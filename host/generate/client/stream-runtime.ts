/** The streams of the generated client, as text: one class for each direction, over the same socket. */

export const STREAMS = `class WebSocketConnection {
  readonly ws: WebSocket;
  private waiting: (() => void)[] = [];

  constructor(url: string, headers: Record<string, string>) {
    const encoded = btoa(JSON.stringify(headers)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
    const carries = Object.keys(headers).length > 0;
    this.ws = new WebSocket(url, carries ? ["encore-ws", \`encore.dev.headers.\${encoded}\`] : ["encore-ws"]);
    this.on("error", () => this.changed());
    this.on("close", () => this.changed());
  }

  /** Wakes everybody who waits for a message or the end. */
  changed(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }

  nextChange(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Sends once the socket is open. */
  async send(message: unknown): Promise<void> {
    if (this.ws.readyState === WebSocket.CONNECTING) {
      await new Promise((resolve) => this.ws.addEventListener("open", resolve, { once: true }));
    }
    this.ws.send(JSON.stringify(message));
  }

  on(type: "error" | "close" | "message" | "open", handler: (event: any) => void): void {
    this.ws.addEventListener(type, handler);
  }

  off(type: "error" | "close" | "message" | "open", handler: (event: any) => void): void {
    this.ws.removeEventListener(type, handler);
  }

  close(): void {
    this.ws.close();
  }
}

/** A stream of messages to the client. */
export class StreamIn<Response> {
  readonly socket: WebSocketConnection;
  private readonly buffer: Response[] = [];

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocketConnection(url, headers);
    this.socket.on("message", (event: MessageEvent) => {
      this.buffer.push(JSON.parse(event.data) as Response);
      this.socket.changed();
    });
  }

  close(): void {
    this.socket.close();
  }

  /** The next message; undefined when the stream has ended. */
  async next(): Promise<Response | undefined> {
    for await (const message of this) return message;
    return undefined;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Response, undefined, void> {
    for (;;) {
      const message = this.buffer.shift();
      if (message !== undefined) yield message;
      else if (this.socket.ws.readyState === WebSocket.CLOSED) return undefined;
      else await this.socket.nextChange();
    }
  }
}

/** A stream of messages in both directions. */
export class StreamInOut<Request, Response> extends StreamIn<Response> {
  send(message: Request): Promise<void> {
    return this.socket.send(message);
  }
}

/** A stream of messages from the client, with one answer at its end. */
export class StreamOut<Request, Response> {
  readonly socket: WebSocketConnection;
  private readonly answer: Promise<Response>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocketConnection(url, headers);
    this.answer = new Promise((resolve) => {
      this.socket.on("message", (event: MessageEvent) => resolve(JSON.parse(event.data) as Response));
    });
  }

  response(): Promise<Response> {
    return this.answer;
  }

  close(): void {
    this.socket.close();
  }

  send(message: Request): Promise<void> {
    return this.socket.send(message);
  }
}
`;
