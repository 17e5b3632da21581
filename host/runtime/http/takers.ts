import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server, type ServerOpts } from "node:net";

/** Connections within a second that are many. */
const MANY = 64;
const MANY_WITHIN_MS = 1000;
/** Takers beside the server itself. Where one connection waits, each of the others costs a call of the system that finds nothing. */
const MORE = 31;
/** What the helper does: whatever descriptor comes is sent back, each time under a new number. */
const HELPER = `process.on("message", (_, handle) => { for (let i = 0; i < ${MORE}; i++) process.send(i, handle); })`;

/**
 * Takes connections of a server's port. Node (libuv from 1.45 on) takes one for each turn of the loop from a descriptor that listens,
 * however many wait: forty a second while turns take 25 ms, which is when clients come back all at once. So when many come, further
 * descriptors of the same socket listen. Node gives a descriptor a second number only on its way to another process, so a helper
 * sends it back and ends. Without a helper everything goes on as before.
 */
export class Takers {
  readonly #server: Server;
  readonly #options: ServerOpts;
  readonly #backlog: number;
  readonly #more: Server[] = [];
  #helper: ChildProcess | undefined;
  #isOver = false;
  #count = 0;
  #sinceMs = 0;

  /** @param server listens @param options of its connections @param backlog of the socket; to listen anew sets it anew */
  constructor(server: Server, options: ServerOpts, backlog: number) {
    this.#server = server;
    this.#options = options;
    this.#backlog = backlog;
    const look = (): void => {
      if (!this.#areMany()) return;
      server.off("connection", look);
      if (!this.#isOver) this.#fetch();
    };
    server.on("connection", look);
  }

  /** Beside the server itself. */
  get size(): number {
    return this.#more.length;
  }

  #areMany(): boolean {
    const now = performance.now();
    if (now - this.#sinceMs > MANY_WITHIN_MS) {
      this.#sinceMs = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count === MANY;
  }

  #fetch(): void {
    const helper = spawn(process.execPath, ["-e", HELPER], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
    this.#helper = helper;
    helper.on("error", () => {});
    helper.on("message", (_, handle) => this.#take(handle));
    // What the process lives for is its server.
    helper.unref();
    helper.channel?.unref();
    // The bare descriptor, which is private to Node: a server would take connections in the helper.
    const { _handle: handle } = this.#server as Server & { _handle?: Server };
    helper.send("", handle, () => {});
  }

  #take(handle: unknown): void {
    if (this.#isOver) return;
    const taker = createServer(this.#options, (connection) => void this.#server.emit("connection", connection));
    taker.on("error", () => taker.close());
    taker.listen(handle, this.#backlog);
    if (this.#more.push(taker) === MORE) this.#helper?.kill();
  }

  /** Takes no more. Resolves when every connection that was taken has ended. */
  async close(): Promise<void> {
    this.#isOver = true;
    this.#helper?.kill();
    const closed = this.#more.map((taker) => once(taker, "close"));
    for (const taker of this.#more) taker.close();
    await Promise.all(closed);
  }
}
