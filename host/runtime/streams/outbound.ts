import { textFrame } from "./frames";

/** A message on its way out, encoded; the frame is built when a socket first needs it. */
export class Outbound {
  readonly text: string;
  #frame: Buffer | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get frame(): Buffer {
    return (this.#frame ??= textFrame(this.text));
  }
}

/**
 * Encodes the messages of one endpoint. A frozen object says that it never changes: it is encoded and framed once, however many
 * sockets get it. Everything else is encoded at each send, because it may have changed in between.
 */
export class OutboundEncoder {
  readonly #encode: (message: unknown) => string | null;
  readonly #frozen = new WeakMap<object, Outbound>();

  /** `encode` gives null for what is not sent, and throws for what cannot be. */
  constructor(encode: (message: unknown) => string | null) {
    this.#encode = encode;
  }

  encode(message: unknown): Outbound | null {
    if (typeof message !== "object" || message === null || !Object.isFrozen(message)) return this.#fresh(message);
    const known = this.#frozen.get(message);
    if (known) return known;
    const outbound = this.#fresh(message);
    if (outbound) this.#frozen.set(message, outbound);
    return outbound;
  }

  #fresh(message: unknown): Outbound | null {
    const text = this.#encode(message);
    return text === null ? null : new Outbound(text);
  }
}
