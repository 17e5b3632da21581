import { EventEmitter } from "node:events";

const HEAD = 5;
const DATA_ROW = 0x44;
const PARAMETERS = 0x74;

/** Who reads the messages that pg would read in another way. */
export interface Reader {
  /** `size`: bytes of the message. */
  onRow(cells: (Buffer | null)[], size: number): void;
  /** The types of a statement's parameters. */
  onParameters(oids: number[]): void;
}

/**
 * Stands between a connection and the parser of pg, which would read every value as text, and breaks at statements with more than
 * 32,767 parameters: those messages go to the reader, everything else to the returned emitter of `data`. Messages keep their order.
 */
export function divertMessages(stream: NodeJS.ReadableStream, reader: Reader): EventEmitter {
  const rest = new EventEmitter();
  let parts: Buffer[] = [];
  let [length, needed] = [0, 0];
  stream.on("data", (chunk: Buffer) => {
    parts.push(chunk);
    length += chunk.length;
    // A large message is put together once, not with every part of it.
    if (length < needed) return;
    const bytes = parts.length === 1 ? chunk : Buffer.concat(parts);
    let [from, at] = [0, 0];
    let end = endOf(bytes, at);
    for (; end <= bytes.length; end = endOf(bytes, at)) {
      const code = bytes[at];
      if (code === DATA_ROW || code === PARAMETERS) {
        if (at > from) rest.emit("data", bytes.subarray(from, at));
        const body = bytes.subarray(at + HEAD, end);
        if (code === DATA_ROW) reader.onRow(cellsOf(body), end - at);
        else reader.onParameters(oidsOf(body));
        from = end;
      }
      at = end;
    }
    if (at > from) rest.emit("data", bytes.subarray(from, at));
    parts = at < bytes.length ? [bytes.subarray(at)] : [];
    [length, needed] = [bytes.length - at, end - at];
  });
  stream.on("end", () => rest.emit("end"));
  return rest;
}

/** Where the message at a place ends, or its head while that is not there. */
function endOf(bytes: Buffer, at: number): number {
  return at + HEAD <= bytes.length ? at + 1 + bytes.readInt32BE(at + 1) : at + HEAD;
}

function cellsOf(body: Buffer): (Buffer | null)[] {
  const cells: (Buffer | null)[] = [];
  let at = 2;
  for (let left = body.readUInt16BE(0); left > 0; left--) {
    const length = body.readInt32BE(at);
    at += 4;
    cells.push(length < 0 ? null : body.subarray(at, at + length));
    at += Math.max(0, length);
  }
  return cells;
}

function oidsOf(body: Buffer): number[] {
  return Array.from({ length: body.readUInt16BE(0) }, (_oid, i) => body.readUInt32BE(2 + 4 * i));
}
