import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, type Socket } from "node:net";
import WebSocket, { WebSocketServer } from "ws";

/** What happens to one message of the server: dropped (none), as it is, doubled, held back behind the next. */
export type Mangle = (text: string) => string[];

/**
 * The network between a browser and a server: refuses paths, cuts, delays, and mangles what comes by WebSocket. Everything else passes
 * as it is.
 */
export class RoughNetwork {
  /** Paths (`/v2/realtime/stream`) whose connections are refused, as some proxies do. */
  readonly blocked = new Set<string>();
  /** Milliseconds that each message of the server's stream takes longer. */
  delayMs = 0;
  mangle: Mangle = (text) => [text];
  /** The first messages of every WebSocket, as they came. */
  readonly handshakes: Record<string, unknown>[] = [];
  readonly #target: string;
  readonly #server: Server;
  readonly #upgrades = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Socket>();
  readonly #sockets = new Set<WebSocket>();

  private constructor(target: string) {
    this.#target = target;
    this.#server = createServer((req, res) => this.#forward(req, res));
    this.#server.on("connection", (socket: Socket) => {
      this.#connections.add(socket);
      socket.on("close", () => this.#connections.delete(socket));
      socket.on("error", () => {});
    });
    this.#server.on("upgrade", (req: IncomingMessage, socket: Socket, head: Buffer) =>
      this.#upgrade(req, socket, head),
    );
  }

  static async before(target: string): Promise<RoughNetwork> {
    const network = new RoughNetwork(target);
    await new Promise<void>((resolve) => network.#server.listen(0, "127.0.0.1", resolve));
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** WebSockets that are open through it. */
  get sockets(): number {
    return this.#sockets.size;
  }

  /** Ends everything that is under way, without a word. */
  cut(): void {
    for (const socket of this.#sockets) socket.terminate();
    for (const connection of this.#connections) connection.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #isBlocked(req: IncomingMessage): boolean {
    return this.blocked.has(new URL(req.url ?? "", this.#target).pathname);
  }

  #forward(req: IncomingMessage, res: ServerResponse): void {
    if (this.#isBlocked(req)) {
      req.socket.destroy();
      return;
    }
    const { method, headers } = req;
    const onward = request(new URL(req.url ?? "", this.#target), { method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("error", () => res.destroy());
      answer.pipe(res);
    });
    onward.on("error", () => res.destroy());
    res.on("close", () => onward.destroy());
    req.pipe(onward);
  }

  #upgrade(req: IncomingMessage, socket: Socket, head: Buffer): void {
    if (this.#isBlocked(req)) {
      socket.destroy();
      return;
    }
    const url = new URL(req.url ?? "", this.#target);
    url.protocol = "ws:";
    const server = new WebSocket(url, { headers: { origin: this.#target } });
    server.on("error", () => socket.destroy());
    server.on("open", () => {
      this.#upgrades.handleUpgrade(req, socket, head, (browser) => this.#join(browser, server));
    });
  }

  #join(browser: WebSocket, server: WebSocket): void {
    this.#sockets.add(browser);
    let isFirst = true;
    browser.on("message", (data: Buffer) => {
      const text = data.toString();
      if (isFirst) this.handshakes.push(JSON.parse(text) as Record<string, unknown>);
      isFirst = false;
      server.send(text);
    });
    server.on("message", (data: Buffer) => {
      for (const text of this.mangle(data.toString())) {
        if (this.delayMs === 0) browser.send(text);
        else setTimeout(() => browser.send(text), this.delayMs);
      }
    });
    browser.on("close", () => {
      this.#sockets.delete(browser);
      server.terminate();
    });
    server.on("close", () => browser.terminate());
    for (const side of [browser, server]) side.on("error", () => {});
  }
}
