import { currentRequest } from "encore.dev";
import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { chatErrors } from "../contract/errors";
import { readVisitorPage } from "../engine/chatbot";
import { toChatbot } from "../engine/seed-messages";
import { actor } from "./actor";
import { answerPoll, readPoll } from "./poll";

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
    const { since, known } = readPoll(req);
    const page = isUuid(id) ? await readVisitorPage(me, id, since, known) : null;
    if (page === null) return orThrow(refuse("conversation_not_found", { values: { id } }), chatErrors);
    const messages = page.messages === null ? null : await toChatbot(me.orgId, page.conversation, page.messages);
    return answerPoll(res, "Authorization", messages, page.cursor);
  },
);
