import { api } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import { compress } from "../codec/deflate-dict-1";
import { pack } from "../codec/msgpack-1";
import { WORTH_BYTES } from "../domain/batch-frames";
import { textOf } from "../domain/frame-text";
import { messageOf, waitOf } from "../domain/query-handshake";
import { connections } from "../engine/engine";
import { Poll, type Polled } from "../engine/poll";
import { badQuery, refusalError } from "./refusals";

type Answer = Extract<Polled, { ok: true }>;

const MSGPACK = "application/vnd.msgpack";

interface Body {
  type: string;
  bytes: Buffer;
}

/**
 * The stream for clients that cannot hold a connection (RT28): `services=finance,guest&version=1&lastSeq=&epoch=&properties=&waitMs=`, as in the
 * handshake. Answers `{"frames":[…],"cursor":{"epoch","seq"},"more"}`, at once or, with `waitMs`, as soon as something new came. Send the
 * ETag of the last answer as `If-None-Match`: 304 when nothing is new, and the ack is not repeated. With `encoding=deflate-dict-1` an
 * answer worth it comes compressed, with `Accept: application/vnd.msgpack` as MessagePack.
 */
export const poll = api.raw(
  { method: "GET", path: "/v2/realtime/poll", expose: true, auth: true },
  async (req, res) => {
    const query = new URL(req.url ?? "", "http://localhost").searchParams;
    const wait = waitOf(query);
    if (!wait.ok) throw badQuery(wait.errors);
    const held = req.headers["if-none-match"] ?? "";
    const knownTag = /\.([\w-]+)"$/.exec(held)?.[1] ?? null;
    const poll = new Poll(connections, { auth: caller(), message: messageOf(query), waitMs: wait.waitMs, knownTag });
    res.on("close", () => poll.abandon());
    const answer = await poll.answer;
    if (!answer.ok) throw refusalError(answer.refusal);
    const etag = `W/"${answer.cursor.epoch}.${answer.cursor.seq}.${answer.tag}"`;
    const headers = { ETag: etag, "Cache-Control": "private, no-store", Vary: "Accept, Authorization" };
    // A resync may leave the cursor where it is, and must be heard.
    if (held === etag && answer.frames.every(({ type }) => type === "ping")) {
      res.writeHead(304, headers);
      res.end();
      return;
    }
    const { type, bytes } = bodyOf(answer, query.get("encoding"), req.headers.accept ?? "");
    res.writeHead(200, { ...headers, "Content-Type": type, "Content-Length": String(bytes.length) });
    res.end(bytes);
  },
);

function bodyOf(answer: Answer, encoding: string | null, accept: string): Body {
  if (accept.includes(MSGPACK)) return { type: MSGPACK, bytes: pack(JSON.parse(jsonOf(answer)) as object) };
  const json = jsonOf(answer);
  return encoding === "deflate-dict-1" && json.length >= WORTH_BYTES
    ? { type: "application/vnd.lobby.deflate-dict-1", bytes: compress(json) }
    : { type: "application/json", bytes: Buffer.from(json) };
}

/** Put together from the frames' own texts, which are made once for everybody who gets them. */
function jsonOf({ frames, cursor, more }: Answer): string {
  return `{"frames":[${frames.map(textOf).join(",")}],"cursor":${JSON.stringify(cursor)},"more":${more}}`;
}
