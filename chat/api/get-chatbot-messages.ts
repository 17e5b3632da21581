import { currentRequest } from "encore.dev";
import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { chatErrors } from "../contract/errors";
import { readVisitorPage } from "../engine/chatbot";
import { toChatbot } from "../engine/seed-messages";
import { actor } from "./actor";

/**
 * Messages of a visitor's conversation (C17): `{"messages":[…],"cursor":n}`, the newest 100, newest first; with `since=<cursor>` what came
 * or changed after it, at most 100 in that order. Send the ETag of the last answer as `If-None-Match`: 304 while nothing is new.
 */
export const getChatbotMessages = api.raw(
  { method: "GET", path: "/admin/chatbot/:conversation/messages", expose: true, auth: true },
  async (req, res) => {
    const me = actor();
    const request = currentRequest();
    const id = (request?.type === "api-call" ? request.pathParams?.["conversation"] : undefined) ?? "";
    const since = readSince(new URL(req.url ?? "", "http://localhost").searchParams.get("since"));
    const known = /^W\/"(\d{1,15})"$/.exec(req.headers["if-none-match"] ?? "")?.[1];
    const page = isUuid(id) ? await readVisitorPage(me, id, since, known === undefined ? null : Number(known)) : null;
    if (page === null) return orThrow(refuse("conversation_not_found", { values: { id } }), chatErrors);
    const { conversation, cursor } = page;
    const headers = { ETag: `W/"${cursor}"`, "Cache-Control": "private, no-cache", Vary: "Authorization" };
    if (page.messages === null) {
      res.writeHead(304, headers);
      res.end();
      return undefined;
    }
    const messages = await toChatbot(me.orgId, conversation, page.messages);
    res.writeHead(200, { ...headers, "Content-Type": "application/json" });
    res.end(JSON.stringify({ messages, cursor }));
    return undefined;
  },
);

function readSince(text: string | null): number | null {
  if (text === null || text === "") return null;
  return /^\d{1,15}$/.test(text) ? Number(text) : orThrow(refuse("cursor_invalid"), chatErrors);
}
