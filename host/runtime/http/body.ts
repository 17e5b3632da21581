import type { IncomingMessage } from "node:http";
import { Refusal } from "../../schema/refusal";
import { type BodySink, ServerRequest } from "./whole-body";

/** What reading beyond a limit says, to raw handlers and inside the answer of typed ones. */
export const LIMIT_EXCEEDED = "length limit exceeded";
/** What a raw handler's request fails with when its sender leaves. */
export const SENDER_LEFT = "error reading a body from connection";

/**
 * Reads the whole body. `failed` gets a Refusal when it is longer than `limit` bytes (null: no limit) or its sender left; one of
 * the two is called, once.
 */
export function readBody(
  message: IncomingMessage,
  limit: number | null,
  done: (body: Buffer) => void,
  failed: (refusal: Refusal) => void,
): void {
  const parts: Buffer[] = [];
  let length = 0;
  let isOver = false;
  const fail = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    failed(unreadable(reason));
  };
  const sink: BodySink = {
    part(bytes) {
      length += bytes.length;
      if (limit !== null && length > limit) fail(LIMIT_EXCEEDED);
      else parts.push(bytes);
    },
    end() {
      if (!isOver) done(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
    },
    left: () => fail(SENDER_LEFT),
  };
  if (message instanceof ServerRequest && message.takeBody(sink)) return;
  message.on("data", (part: Buffer) => sink.part(part));
  message.on("end", () => sink.end());
  message.on("error", () => sink.left());
}

function unreadable(reason: string): Refusal {
  return new Refusal("invalid_argument", `unable to read request body: ${reason}\n\nCaused by:\n    ${reason}`);
}
