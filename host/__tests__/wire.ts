import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";

/** A bare connection to a running application: any bytes go out, what comes back is kept. */
export class Wire {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  #received: Buffer[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (part: Buffer) => this.#received.push(part));
    // A server that cuts while we still write is what many tests ask for.
    socket.on("error", () => {});
    this.closed = new Promise((resolve) => socket.once("close", () => resolve()));
  }

  static async open(base: string): Promise<Wire> {
    const { port, hostname } = new URL(base);
    const socket = connect(Number(port), hostname);
    const wire = new Wire(socket);
    await once(socket, "connect");
    return wire;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#received);
  }

  /** One character a byte. */
  get text(): string {
    return this.bytes.toString("latin1");
  }

  /** The status of each answer so far. */
  get statuses(): number[] {
    return [...this.text.matchAll(/^HTTP\/1\.[01] (\d{3}) /gm)].map((match) => Number(match[1]));
  }

  send(data: string | Buffer): this {
    this.socket.write(typeof data === "string" ? Buffer.from(data, "latin1") : data);
    return this;
  }

  /** Resolves once all that was sent has left, or the connection has ended. */
  async left(): Promise<void> {
    if (this.socket.writableLength === 0) return;
    await Promise.race([new Promise((resolve) => this.socket.once("drain", resolve)), this.closed]);
  }

  cut(): void {
    this.socket.destroy();
  }
}

/** Sends `data` on a connection of its own and resolves when the server has closed it. */
export async function untilClosed(base: string, data: string | Buffer): Promise<Wire> {
  const wire = await Wire.open(base);
  wire.send(data);
  await wire.closed;
  return wire;
}

/** Bytes of a process that are in memory. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) * 1024;
}
