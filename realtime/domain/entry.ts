import type { StreamService } from "../../platform/events";
import type { BatchFrame } from "../contract/batch-frame";
import type { WireEvent } from "../contract/event";
import { packedPart } from "./batch-frames";
import type { EventSend, Part } from "./event-frames";

/** An event of the log as it is stored: `envelope` and `data` are JSON texts, `data` null once it is erased. */
export interface LogRow {
  service: StreamService;
  seq: number;
  channel: string;
  n: number;
  digest: string;
  hash: string;
  envelope: string;
  data: string | null;
}

/** What an entry takes beside its text, roughly. */
const PLACE_BYTES = 300;

/**
 * An event in wire form: the text that is sent, joined of the texts that are stored, so that neither live delivery nor a replay
 * parses or prints what is inside.
 */
export class Entry implements Part {
  readonly service: StreamService;
  readonly seq: number;
  readonly channel: string;
  readonly n: number;
  readonly digest: string;
  /** Of the payload (RT12). */
  readonly hash: string;
  /** JSON of the event (RT7). */
  readonly text: string;
  /** Where in `text` the comma before the payload stands. */
  readonly #headLength: number;
  readonly #bytes: number;
  #packed: EventSend<BatchFrame> | null = null;

  constructor(row: LogRow, bytes?: number) {
    const { service, seq, channel, n, digest, hash, envelope, data } = row;
    if (!envelope.startsWith("{") || !envelope.endsWith("}")) throw new Error(`event ${seq} has no envelope`);
    const head = `${placeOf(row)}${envelope.slice(1, -1)}`;
    this.service = service;
    this.seq = seq;
    this.channel = channel;
    this.n = n;
    this.digest = digest;
    this.hash = hash;
    // The hash stands in for an erased payload: with it the digest is still verified.
    this.text = `${head},"data":${data ?? `null,"redacted":true,"hash":"${hash}"`}}`;
    this.#bytes = bytes ?? PLACE_BYTES + this.text.length;
    this.#headLength = head.length;
  }

  /** The event's own. */
  get id(): string {
    const at = this.text.indexOf('"id":"') + 6;
    return this.text.slice(at, this.text.indexOf('"', at));
  }

  /** The event as an object; parsed anew at each call. */
  get event(): WireEvent {
    return JSON.parse(this.text) as WireEvent;
  }

  /** The event without its payload, which was erased (RT11). */
  get redacted(): Entry {
    const { service, seq, channel, n, digest, hash } = this;
    const envelope = `{${this.text.slice(placeOf(this).length, this.#headLength)}}`;
    return new Entry({ service, seq, channel, n, digest, hash, envelope, data: null });
  }

  /** Itself in compressed form; null before `pack`, and where that is not worth it. */
  get packed(): EventSend<BatchFrame> | null {
    return this.#packed;
  }

  /** Memory that it takes, roughly. */
  get bytes(): number {
    return this.#bytes + (this.#packed === null ? 0 : 2 * this.#packed.bytes);
  }

  /** Compresses a large event (RT21), once for all who will get it; returns whether it is one. */
  pack(timestamp: string): boolean {
    this.#packed ??= packedPart(this, timestamp);
    return this.#packed !== null;
  }
}

/** What a wire event begins with. */
function placeOf({ seq, channel, n, digest }: Pick<LogRow, "seq" | "channel" | "n" | "digest">): string {
  return `{"seq":${seq},"channel":"${channel}","n":${n},"digest":"${digest}",`;
}
