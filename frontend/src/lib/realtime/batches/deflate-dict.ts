import { inflateSync, strFromU8 } from "fflate";
import { type BatchFrame, type EventFrame, readFrame } from "../machine/wire";
import type { Decoder } from "./decoder";

const ENCODING = "deflate-dict-1";
export const DICTIONARY_PATH = `/v2/realtime/dictionaries/${ENCODING}`;

/** Raw deflate with the dictionary that every server gives out (RT20). Loaded when a connection stands, so that no page waits for it. */
export function deflateDecoder(dictionary: Uint8Array): Decoder {
  return {
    encodings: [ENCODING],
    decode(batch: BatchFrame): EventFrame[] {
      if (batch.encoding !== ENCODING) throw new Error(`encoding ${batch.encoding} was not offered`);
      const packed = Uint8Array.from(atob(batch.data), (char) => char.charCodeAt(0));
      const frames: unknown = JSON.parse(strFromU8(inflateSync(packed, { dictionary })));
      if (!Array.isArray(frames)) throw new Error("a batch that is no list");
      return frames.map(toEventFrame);
    },
  };
}

function toEventFrame(value: unknown): EventFrame {
  const frame = readFrame(value);
  if (frame?.type !== "event") throw new Error("a batch of other frames than events");
  return frame;
}

/** The dictionary of the server at `base`, and with it the decoder. */
export async function loadDeflateDecoder(base: string): Promise<Decoder> {
  const answer = await fetch(new URL(DICTIONARY_PATH, base));
  if (!answer.ok) throw new Error(`${DICTIONARY_PATH} answered ${answer.status}`);
  return deflateDecoder(new Uint8Array(await answer.arrayBuffer()));
}
