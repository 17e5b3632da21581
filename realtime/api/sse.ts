import { api } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import { messageOf, resumedAt } from "../domain/query-handshake";
import { connections } from "../engine/engine";
import { SseAnswer } from "../engine/sse-answer";
import { refusalError } from "./refusals";

const HEADERS = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "private, no-store",
  "X-Accel-Buffering": "no",
};

/**
 * The stream as server-sent events (RT27): `services=finance,guest&version=1&lastSeq=&epoch=&properties=`, as in the handshake; `Last-Event-ID`
 * wins over the address. A browser's EventSource sends no headers, so a ticket or token may stand in the address. Ends after about a
 * minute; any server goes on from the last event id.
 */
export const sse = api.raw(
  { method: "GET", path: "/v2/realtime/sse", expose: true, auth: true, tags: ["stream"] },
  async (req, res) => {
    const asked = messageOf(new URL(req.url ?? "", "http://localhost").searchParams);
    const last = req.headers["last-event-id"];
    const answer = new SseAnswer(connections, {
      auth: caller(),
      message: typeof last === "string" && last !== "" ? resumedAt(asked, last) : asked,
      sink: {
        begin: () => res.writeHead(200, HEADERS),
        write: (text, left) => res.write(text, left),
        end: (text) => res.end(text),
      },
    });
    res.on("close", () => answer.end());
    const refusal = await answer.ended;
    if (refusal !== null) throw refusalError(refusal);
  },
);
