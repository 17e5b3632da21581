import { streamCounts } from "./counts";
import { textFrame } from "./frames";
import { Snapshot } from "./snapshot";

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

/** A message that was sent before. `snapshot` is undefined until it is sent again, null when its content cannot be judged. */
interface Sent {
  outbound: Outbound;
  snapshot?: Snapshot | null;
}

/** Under it an object may carry its own JSON, which then need not be made. It must say what the object says. */
const JSON_TEXT = Symbol.for("json text");

/**
 * Encodes the messages of one endpoint. An object that is sent again, as to many sockets, is not encoded again while it holds the
 * same; a deeply frozen one is not even looked at.
 */
export class OutboundEncoder {
  readonly #encode: (message: unknown) => string | null;
  readonly #sent = new WeakMap<object, Sent>();
  /** The newest message that never changes: the next socket most likely gets it as well. */
  #fixed: { message: object; outbound: Outbound } | undefined;

  /** `encode` gives null for what is not sent, and throws for what cannot be. */
  constructor(encode: (message: unknown) => string | null) {
    this.#encode = encode;
  }

  encode(message: unknown): Outbound | null {
    if (typeof message !== "object" || message === null) return this.#fresh(message);
    if (this.#fixed?.message === message) return this.#fixed.outbound;
    const sent = this.#sent.get(message);
    const text = (message as { [JSON_TEXT]?: unknown })[JSON_TEXT];
    if (typeof text === "string") return this.#ready(message, sent?.outbound ?? new Outbound(text));
    if (sent?.snapshot?.holds(message)) {
      if (sent.snapshot.isFixed) this.#fixed = { message, outbound: sent.outbound };
      return sent.outbound;
    }
    const outbound = this.#fresh(message);
    if (outbound && sent === undefined) this.#sent.set(message, { outbound });
    else if (outbound && sent?.snapshot !== null) this.#sent.set(message, { outbound, snapshot: Snapshot.of(message) });
    return outbound;
  }

  #ready(message: object, outbound: Outbound): Outbound {
    this.#sent.set(message, { outbound });
    this.#fixed = { message, outbound };
    return outbound;
  }

  #fresh(message: unknown): Outbound | null {
    const text = this.#encode(message);
    if (text !== null) return new Outbound(text);
    streamCounts.messagesNotSent++;
    return null;
  }
}
