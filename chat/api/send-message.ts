import { api, type Header } from "encore.dev/api";
import type { MatchesRegexp, MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { chatErrors } from "../contract/errors";
import type { Message } from "../contract/types";
import { sendMessage as send } from "../engine/send";
import { actor } from "./actor";

interface SendMessageRequest {
  id: string;
  /** At most 5,000 characters. */
  content: string;
  /** False: for internal members alone. True unless given. */
  isPublic?: boolean;
  /** A message of the same conversation. */
  replyToId?: string;
  /** Ids of members who are mentioned. */
  mentions?: string[] & MaxLen<50>;
  /** The sender's own name for it, letters, digits and `-_.:`; sent again under it, it is the same message. */
  clientMessageId?: string & MaxLen<64> & MatchesRegexp<"^[A-Za-z0-9_.:-]+$">;
  /** A repeat with the same key gets the same message and sends nothing. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Sends a message and tells every member who may see it (C3, C4, C5). */
export const sendMessage = api(
  { method: "POST", path: "/chat/conversations/:id/messages", expose: true, auth: true },
  async ({ id, idempotencyKey, ...request }: SendMessageRequest): Promise<Message> =>
    orThrow(await send(actor(), id, request, idempotencyKey), chatErrors),
);
