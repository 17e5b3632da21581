import { Client, type ClientConfig } from "pg";
import { divertMessages } from "./divert";
import type { Exchange, Wire } from "./exchange";

/** What is used of pg's connection beyond its declared type. */
interface PgConnection extends Wire {
  attachListeners(stream: NodeJS.ReadableStream): void;
  on(event: "bindComplete" | "readyForQuery" | "end", listener: () => void): void;
}

/**
 * pg's client for exchanges of our own: pg connects, authenticates, encrypts and reads messages, but it has no way to learn the
 * types of parameters before they are sent, nor to leave rows as bytes.
 */
export class ByteClient extends Client {
  #current: Exchange | undefined;
  readonly #wire: PgConnection;

  constructor(config?: ClientConfig) {
    super(config);
    // Who has the client learns of a lost connection by the exchange that fails.
    this.on("error", () => {});
    const wire = (this as unknown as { connection: PgConnection }).connection;
    const attach = wire.attachListeners.bind(wire);
    wire.attachListeners = (stream) => {
      const rest = divertMessages(stream, {
        onRow: (cells, size) => this.#current?.onRow(cells, size),
        onParameters: (oids) => this.#current?.onParameters(oids),
      });
      attach(rest as unknown as NodeJS.ReadableStream);
    };
    wire.on("bindComplete", () => this.#current?.onBound());
    wire.on("readyForQuery", () => this.#end()?.ready());
    wire.on("end", () => this.#end()?.handleError(new Error("connection closed")));
    this.#wire = wire;
  }

  /** Runs an exchange after those that were begun earlier; see its `done`. */
  run(exchange: Exchange): void {
    exchange.submit = () => {
      this.#current = exchange;
      this.#wire.stream.cork();
      exchange.ask(this.#wire);
      this.#wire.stream.uncork();
    };
    this.query(exchange);
  }

  /** Stops reading what PostgreSQL sends; it stops sending soon after. */
  pause(): void {
    this.#wire.stream.pause();
  }

  resume(): void {
    this.#wire.stream.resume();
  }

  #end(): Exchange | undefined {
    const exchange = this.#current;
    this.#current = undefined;
    return exchange;
  }
}
