import { api, type Header } from "encore.dev/api";
import type { MatchesRegexp, MaxLen } from "encore.dev/validate";
import { callerAddress } from "../../platform/caller-address";
import { orThrow } from "../../platform/errors";
import { chatErrors } from "../contract/errors";
import type { VisitorMessage } from "../contract/seed-types";
import { toVisitor } from "../engine/seed-messages";
import { sendMessage } from "../engine/send";
import { limitSending, visitorBy } from "../engine/visits";

interface SendVisitorMessageRequest {
  widgetToken?: Header<"X-Widget-Token"> & MaxLen<1000>;
  /** At most 5,000 characters. */
  content: string;
  /** The visitor's own name for it, letters, digits and `-_.:`; sent again under it, it is the same message. */
  client_message_id?: string & MaxLen<64> & MatchesRegexp<"^[A-Za-z0-9_.:-]+$">;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Sends a visitor's message into their conversation, and tells who answers visitors there (C18). */
export const sendVisitorMessage = api(
  { method: "POST", path: "/api/chatbot/message", expose: true, sensitive: true },
  async ({ widgetToken, idempotencyKey, ...request }: SendVisitorMessageRequest): Promise<VisitorMessage> => {
    const { actor, conversationId } = orThrow(await visitorBy(widgetToken), chatErrors);
    orThrow(await limitSending(callerAddress()), chatErrors);
    const { content, client_message_id } = request;
    const said = { content, ...(client_message_id !== undefined && { clientMessageId: client_message_id }) };
    const message = orThrow(await sendMessage(actor, conversationId, said, idempotencyKey), chatErrors);
    const [shown] = await toVisitor(actor.orgId, [message]);
    if (shown === undefined) throw new Error("one message gave no answer");
    return shown;
  },
);
