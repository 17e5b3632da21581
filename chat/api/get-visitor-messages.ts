import { api } from "encore.dev/api";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { chatErrors } from "../contract/errors";
import { readVisitorPage } from "../engine/chatbot";
import { toVisitor } from "../engine/seed-messages";
import { visitorBy } from "../engine/visits";
import { answerPoll, readPoll } from "./poll";

/**
 * What a visitor sees of their conversation (C18): `{"messages":[…],"cursor":n}`, the newest 100, newest first; with `since=<cursor>` what
 * came or changed after it, at most 100 in that order. Send the widget token as `X-Widget-Token`, and the ETag of the last answer as
 * `If-None-Match`: 304 while nothing is new.
 */
export const getVisitorMessages = api.raw(
  { method: "GET", path: "/api/chatbot/messages", expose: true },
  async (req, res) => {
    const token = req.headers["x-widget-token"];
    const { actor, conversationId: id } = orThrow(await visitorBy(String(token ?? "")), chatErrors);
    const { since, known } = readPoll(req);
    const page = await readVisitorPage(actor, id, since, known);
    if (page === null) return orThrow(refuse("conversation_not_found", { values: { id } }), chatErrors);
    const messages = page.messages === null ? null : await toVisitor(actor.orgId, page.messages);
    return answerPoll(res, "X-Widget-Token", messages, page.cursor);
  },
);
