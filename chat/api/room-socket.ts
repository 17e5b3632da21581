import { api, type APIError, type Query } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { chatErrors } from "../contract/errors";
import { type ErrorDetails, toApiError } from "../../platform/errors";
import { answerTo } from "../../platform/failures";
import { type RoomFrame, RoomSocket, roomSockets } from "../engine/room-sockets";
import { toResponses } from "../engine/seed-messages";
import { sendMessage } from "../engine/send";
import type { MessageResponse } from "../contract/seed-types";
import { actorNow } from "./actor";

interface Handshake {
  /** Id of the conversation. */
  room: string;
  /** Of the seed's address, and believed by nobody: who connects is known by their credential. */
  user_email?: Query<string>;
  user_name?: Query<string>;
}

/** A message to send. */
interface ClientFrame {
  content: string;
  /** True unless given. */
  is_public?: boolean;
  reply_to_id?: string;
  /** The sender's own name for it: sent again under it, it is the same message. */
  client_id?: string;
}

interface ServerFrame {
  type: "ready" | "message" | "error";
  room: string;
  is_public?: boolean;
  message?: MessageResponse;
  reason?: string;
  text?: string;
  retry_after_ms?: number;
}

/** Reads a room along and sends into it, under the seed's names (C15, C16). */
export const roomSocket = api.streamInOut<Handshake, ClientFrame, ServerFrame>(
  { path: "/api/v1/rooms/:room/ws", expose: true, auth: true },
  async ({ room }, stream) => {
    const auth = caller();
    const socket = new RoomSocket({
      room: isUuid(room) ? room : "00000000-0000-0000-0000-000000000000",
      actor: () => actorNow(auth),
      respond: toResponses,
      send: (frame) => stream.send(frame),
      close: () => stream.close(),
    });
    roomSockets.add(socket);
    try {
      await socket.read();
      for await (const frame of stream) {
        const answer = await take(socket, room, frame).catch((err: unknown) => failed(room, err));
        if (answer !== null) await socket.send(answer);
      }
    } finally {
      roomSockets.remove(socket);
      socket.close();
    }
  },
);

/** Sends what a client wants to say. What is refused is answered; what is sent comes back like every other message. */
async function take(socket: RoomSocket, room: string, frame: ClientFrame): Promise<RoomFrame | null> {
  const me = await socket.options.actor();
  if (me === null) {
    socket.close();
    return null;
  }
  const outcome = await sendMessage(me, room, {
    content: frame.content,
    ...(frame.is_public !== undefined && { isPublic: frame.is_public }),
    ...(frame.reply_to_id !== undefined && { replyToId: frame.reply_to_id }),
    ...(frame.client_id !== undefined && { clientMessageId: frame.client_id }),
  });
  return outcome.ok ? null : answer(room, toApiError(outcome, chatErrors));
}

/** The answer to what failed unexpectedly: the message was not sent, and the socket goes on. */
const failed = (room: string, err: unknown): RoomFrame =>
  answer(room, answerTo(err, { service: "chat", endpoint: "roomSocket" }));

function answer(room: string, { message, details }: APIError): RoomFrame {
  const { reason, retryAfterMs } = details as unknown as ErrorDetails;
  return { type: "error", room, reason, text: message, ...(retryAfterMs !== null && { retry_after_ms: retryAfterMs }) };
}
