import type { Inbox } from "./inbox";
import type { OutboundEncoder } from "./outbound";
import type { Port } from "./port";

/**
 * A handler that has ended without closing leaves its stream open as long as something of the application still holds it
 * (facts 7.2). When nothing does, the stream is closed. The port must not hold the handle.
 */
const abandoned = new FinalizationRegistry<Port>((port) => port.close());

/** What a streamOut handler holds. */
export class Sink {
  readonly #port: Port;
  readonly #encoder: OutboundEncoder;

  constructor(port: Port, encoder: OutboundEncoder) {
    this.#port = port;
    this.#encoder = encoder;
    abandoned.register(this, port);
  }

  send(message: unknown): void | Promise<void> {
    const outbound = this.#encoder.encode(message);
    if (outbound) return this.#port.send(outbound);
  }

  close(): void {
    this.#port.close();
  }
}

/** What a streamInOut handler holds. */
export class Socket extends Sink {
  readonly #inbox: Inbox;

  constructor(port: Port, encoder: OutboundEncoder) {
    super(port, encoder);
    this.#inbox = port.inbox;
  }

  recv(): Promise<unknown> {
    return this.#inbox.take();
  }
}

/** What a streamIn handler holds. */
export class Stream {
  readonly #port: Port;

  constructor(port: Port) {
    this.#port = port;
  }

  recv(): Promise<unknown> {
    return this.#port.inbox.take();
  }
}
