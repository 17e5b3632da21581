import { IncomingMessage } from "node:http";

/** What becomes of a body that is taken as a whole: `part` for its bytes, then one of the two others. */
export interface BodySink {
  part(bytes: Buffer): void;
  end(): void;
  /** The connection ended before the body did. */
  left(): void;
}

/**
 * A request of the server. Its body can be taken past the stream, straight from the parser: the events of a stream, each with an
 * asynchronous context of its own, cost a typed request more than the decoding of its body.
 */
export class ServerRequest extends IncomingMessage {
  #sink: BodySink | undefined;
  #hasBegun = false;
  /** Node's own, private: somebody has read the body, so that nothing is left to be drained. */
  declare _consumed: boolean;

  /** False, and nothing happens, when the body has begun to arrive and must be read as a stream. */
  takeBody(sink: BodySink): boolean {
    if (this.#hasBegun || this.destroyed) return false;
    this.#sink = sink;
    return true;
  }

  /** Called by Node's parser for each part of the body, and with null at its end. */
  override push(bytes: Buffer | null): boolean {
    this.#hasBegun = true;
    const sink = this.#sink;
    // Drained: the answer has left already.
    if (sink === undefined || this._consumed) return super.push(bytes);
    if (bytes !== null) sink.part(bytes);
    else {
      this._consumed = true;
      sink.end();
    }
    return true;
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (!this.complete) this.#sink?.left();
    super._destroy(error, callback);
  }
}
