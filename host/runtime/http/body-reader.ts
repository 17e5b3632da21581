import type { IncomingMessage } from "node:http";
import { LIMIT_EXCEEDED, SENDER_LEFT } from "./body";

type Push = (chunk: Buffer | null) => boolean;
type Destroy = (error: Error) => void;

/**
 * The body of a raw request, pulled by encore.dev's Readable (facts 3.6): flows from the first `read` until a push says no.
 * Nothing is read of a body that the handler does not ask for.
 */
export class BodyReader {
  readonly #message: IncomingMessage;
  readonly #limit: number | null;
  #push: Push = () => false;
  #destroy: Destroy = () => {};
  #length = 0;
  #state: "idle" | "open" | "ended" = "idle";

  constructor(message: IncomingMessage, limit: number | null) {
    this.#message = message;
    this.#limit = limit;
  }

  start(push: Push, destroy: Destroy): void {
    this.#push = push;
    this.#destroy = destroy;
  }

  read(): void {
    if (this.#state === "open") this.#message.resume();
    if (this.#state !== "idle") return;
    this.#state = "open";
    if (this.#message.destroyed && !this.#message.complete) return this.#fail(SENDER_LEFT);
    this.#message.on("data", (chunk: Buffer) => this.#take(chunk));
    this.#message.on("end", () => this.#end());
    this.#message.on("error", () => this.#fail(SENDER_LEFT));
  }

  #take(chunk: Buffer): void {
    if (this.#state !== "open") return;
    this.#length += chunk.length;
    if (this.#limit !== null && this.#length > this.#limit) return this.#fail(LIMIT_EXCEEDED);
    if (!this.#push(chunk)) this.#message.pause();
  }

  #end(): void {
    if (this.#state !== "open") return;
    this.#state = "ended";
    this.#push(null);
  }

  #fail(reason: string): void {
    if (this.#state !== "open") return;
    this.#state = "ended";
    this.#destroy(new Error(reason));
  }
}
