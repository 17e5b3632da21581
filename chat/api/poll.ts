import type { IncomingMessage, ServerResponse } from "node:http";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { chatErrors } from "../contract/errors";

/** What a poll asks from, and the cursor of the answer that it has; null where it has none. */
export function readPoll(req: IncomingMessage): { since: number | null; known: number | null } {
  const since = readSince(new URL(req.url ?? "", "http://localhost").searchParams.get("since"));
  const known = /^W\/"(\d{1,15})"$/.exec(req.headers["if-none-match"] ?? "")?.[1];
  return { since, known: known === undefined ? null : Number(known) };
}

function readSince(text: string | null): number | null {
  if (text === null || text === "") return null;
  return /^\d{1,15}$/.test(text) ? Number(text) : orThrow(refuse("cursor_invalid"), chatErrors);
}

/** Answers with messages, or with 304 where they are null. `credential`: the header that the answer depends on. */
export function answerPoll(res: ServerResponse, credential: string, messages: object[] | null, cursor: number): void {
  const headers = { ETag: `W/"${cursor}"`, "Cache-Control": "private, no-cache", Vary: credential };
  if (messages === null) {
    res.writeHead(304, headers);
    res.end();
    return;
  }
  res.writeHead(200, { ...headers, "Content-Type": "application/json" });
  res.end(JSON.stringify({ messages, cursor }));
}
