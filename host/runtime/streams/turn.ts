import type { Outbound } from "./outbound";

/** Frames that leave together; sockets that get the same ones share it, and with it the joined bytes. */
export class Train {
  readonly #before: Train | undefined;
  readonly #last: Outbound | undefined;
  /** Bytes of all frames. */
  readonly length: number;
  /** The train that the last socket went on with: the next one most likely gets the same message. */
  #next: Train | undefined;
  #bytes: Buffer | undefined;

  constructor(before?: Train, last?: Outbound) {
    this.#before = before;
    this.#last = last;
    this.length = (before?.length ?? 0) + (last?.frame.length ?? 0);
  }

  /** This one and a message more. */
  with(message: Outbound): Train {
    const next = this.#next;
    if (next !== undefined && next.#last === message) return next;
    return (this.#next = new Train(this, message));
  }

  get bytes(): Buffer {
    return (this.#bytes ??= Train.#joined(this));
  }

  static #joined(whole: Train): Buffer {
    const frames: Buffer[] = [];
    for (let train: Train | undefined = whole; train; train = train.#before) {
      if (train.#last) frames.push(train.#last.frame);
    }
    return frames.length === 1 ? frames[0]! : Buffer.concat(frames.reverse());
  }
}

/** So many sockets are written to together, while what was touched in sending is still near the processor. */
const GROUP = 32;

/**
 * What is sent while one piece of application code runs leaves at its end, one write a socket. Nothing else happens in between: no
 * input is read, so the order of what is sent and what arrives is the same as if each message had been written at once. Where many
 * sockets are sent to, the first leave earlier.
 */
export class Turn {
  #waiting: (() => void)[] = [];
  #isDue = false;
  /** Where the trains of this turn begin. */
  start = new Train();

  atEnd(flush: () => void): void {
    if (this.#waiting.length >= GROUP) this.#flush();
    this.#waiting.push(flush);
    if (this.#isDue) return;
    this.#isDue = true;
    process.nextTick(() => this.#end());
  }

  #end(): void {
    this.#isDue = false;
    this.#flush();
    this.start = new Train();
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const flush of waiting) flush();
  }
}
