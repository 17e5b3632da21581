import type { Socket } from "node:net";

/** What a client of PostgreSQL asks for first. */
export type Opening = { kind: "start"; parameters: ReadonlyMap<string, string> } | { kind: "cancel"; message: Buffer };

const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;
const PROTOCOL_3 = 3;
const HEAD = 8;
const LONGEST = 10_000;

/** Reads the opening, and leaves what comes behind it; encryption is declined. null when the client leaves, or speaks something else. */
export async function readOpening(socket: Socket): Promise<Opening | null> {
  let bytes: Buffer = Buffer.alloc(0);
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= HEAD) {
      const [length, code] = [bytes.readUInt32BE(0), bytes.readUInt32BE(4)];
      if (length < HEAD || length > LONGEST) return null;
      if (bytes.length < length) break;
      const message = bytes.subarray(0, length);
      if (code === CANCEL_REQUEST) return { kind: "cancel", message };
      if (code >>> 16 === PROTOCOL_3) {
        socket.unshift(bytes.subarray(length));
        return { kind: "start", parameters: parametersOf(message.subarray(HEAD)) };
      }
      if (code !== SSL_REQUEST && code !== GSS_REQUEST) return null;
      socket.write("N");
      bytes = bytes.subarray(length);
    }
  }
  return null;
}

/** Names and values, each ended by a zero byte; one more ends the list. */
function parametersOf(body: Buffer): Map<string, string> {
  const texts = body.toString("utf8").split("\0");
  const parameters = new Map<string, string>();
  for (let i = 0; i + 1 < texts.length && texts[i] !== ""; i += 2) parameters.set(texts[i]!, texts[i + 1]!);
  return parameters;
}
