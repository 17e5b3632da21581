import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { chatErrors } from "../contract/errors";
import type { MessageResponse } from "../contract/seed-types";
import { toResponses } from "../engine/seed-messages";
import { sendMessage } from "../engine/send";
import { actor } from "./actor";

interface SendRoomMessageRequest {
  /** Id of the conversation. */
  room: string;
  /** At most 5,000 characters. */
  content: string;
  /** True unless given. */
  is_public?: boolean;
  reply_to_id?: string;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Sends into a room under the seed's names (C15). */
export const sendRoomMessage = api(
  { method: "POST", path: "/api/v1/rooms/:room/messages", expose: true, auth: true },
  async ({
    room,
    content,
    is_public,
    reply_to_id,
    idempotencyKey,
  }: SendRoomMessageRequest): Promise<MessageResponse> => {
    const me = actor();
    const request = {
      content,
      ...(is_public !== undefined && { isPublic: is_public }),
      ...(reply_to_id !== undefined && { replyToId: reply_to_id }),
    };
    const message = orThrow(await sendMessage(me, room, request, idempotencyKey), chatErrors);
    const [response] = await toResponses(me.orgId, [message]);
    if (response === undefined) throw new Error("one message gave no answer");
    return response;
  },
);
