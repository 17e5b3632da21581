import { once } from "node:events";
import net from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A place behind the balancer. */
export interface Target {
  port: number;
  /** Whether new connections may go there. */
  isReady: boolean;
}

/** One connection through the balancer, with the habits of a bad network. */
export class Link {
  /** Per piece of data and direction, one after the other: a slow line. */
  delayMs = 0;
  #gate: Promise<void> = Promise.resolve();
  #open = (): void => {};
  readonly #ends: [net.Socket, net.Socket];

  constructor(client: net.Socket, server: net.Socket) {
    this.#ends = [client, server];
    void this.#carry(client, server);
    void this.#carry(server, client);
  }

  /** Ends it with a reset, as a router or a killed machine does. */
  cut(): void {
    this.#open();
    for (const end of this.#ends) end.resetAndDestroy();
  }

  /** Carries nothing, and tells neither end: half-open. Until `flow` or `cut`. */
  stall(): void {
    this.#open();
    this.#gate = new Promise((open) => (this.#open = open));
  }

  flow(): void {
    this.#open();
    this.#gate = Promise.resolve();
  }

  async #carry(from: net.Socket, to: net.Socket): Promise<void> {
    try {
      for await (const piece of from) {
        await this.#gate;
        if (this.delayMs > 0) await pause(this.delayMs);
        if (!to.write(piece as Buffer)) await once(to, "drain");
      }
      await this.#gate;
      to.end();
    } catch {
      for (const end of this.#ends) end.destroy();
    }
  }
}

/** The way from the clients to the servers: takes turns among those that are ready; what it carries can be cut, stalled and slowed. */
export class Network {
  readonly links = new Set<Link>();
  readonly #targets: readonly Target[];
  readonly #server: net.Server;
  #turn = 0;

  private constructor(targets: readonly Target[]) {
    this.#targets = targets;
    this.#server = net.createServer({ noDelay: true }, (client) => void this.#accept(client));
  }

  static async open(targets: readonly Target[]): Promise<Network> {
    const network = new Network(targets);
    network.#server.listen(0, "127.0.0.1", 4096);
    await once(network.#server, "listening");
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as net.AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const link of this.links) link.cut();
    await closed;
  }

  async #accept(client: net.Socket): Promise<void> {
    client.on("error", () => client.destroy());
    const server = await this.#connect();
    if (server === null || client.destroyed) {
      server?.destroy();
      client.resetAndDestroy();
      return;
    }
    const link = new Link(client, server);
    this.links.add(link);
    let open = 2;
    for (const end of [client, server]) end.once("close", () => --open === 0 && this.links.delete(link));
  }

  /** The next target in turn that takes a connection; null when none does. */
  async #connect(): Promise<net.Socket | null> {
    const count = this.#targets.length;
    const first = this.#turn++;
    for (let i = 0; i < count; i++) {
      const target = this.#targets[(first + i) % count];
      if (target?.isReady !== true) continue;
      const server = net.connect({ host: "127.0.0.1", port: target.port, noDelay: true });
      const connected = await once(server, "connect").then(
        () => true,
        () => false,
      );
      server.on("error", () => server.destroy());
      if (connected) return server;
    }
    return null;
  }
}
