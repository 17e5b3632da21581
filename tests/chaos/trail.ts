import { payloadDigest } from "../lib/view";

/** An event as it travels on the wire, as far as it is judged here. */
export interface WireEvent {
  seq: number;
  channel: string;
  n: number;
  digest: string;
  id: string;
  type: string;
  data: unknown;
  hash?: string;
}

/** An event in the log, or as a client saw it: the same fields, so that the two can be compared. */
export interface Entry {
  seq: number;
  channel: string;
  n: number;
  digest: string;
  id: string;
  type: string;
  /** Payload hash (SPEC RT12): of the log, or computed of what the client got. */
  hash: string;
}

export function entryOf({ seq, channel, n, digest, id, type, data, hash }: WireEvent): Entry {
  return { seq, channel, n, digest, id, type, hash: data === null && hash !== undefined ? hash : payloadDigest(data) };
}

/** Everything that happened to one client, in the order in which it happened. */
export class Trail {
  readonly seen: Entry[] = [];
  /** When it got as far as an ack, in milliseconds since 1970. */
  readonly connectedAt: number[] = [];
  /** In how many milliseconds servers that were about to stop told it to connect elsewhere (SPEC RT23). */
  readonly slots: number[] = [];
  /** Reasons of resyncs, faults of its ledger, refusals: none of them has a cause in these runs. */
  readonly complaints: string[] = [];
  /** Reasons of errors that may come, and how often. */
  readonly errors = new Map<string, number>();

  error(reason: string): void {
    this.errors.set(reason, (this.errors.get(reason) ?? 0) + 1);
  }

  /** An answer that is no stream: 503 while something is away; of any other the text is kept, which names what to look for. */
  async refused(answer: Response): Promise<void> {
    const text = await answer.text();
    this.error(answer.status === 503 ? "503" : `${answer.status} ${text.slice(0, 300)}`);
  }
}
