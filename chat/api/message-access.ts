import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import type { Grant } from "../../identity/contract/auth";
import { asActor } from "../store/context";
import { findAccess } from "../store/conversation.read";
import { findMessage, findPlace } from "../store/message.read";
import { actorOf } from "./actor";

interface MessageAccessRequest {
  orgId: string;
  personId: string;
  /** What the person may do now. */
  grants: Grant[];
  id: string;
}

interface MessageAccessResponse {
  /** The person sees the message, and it is not deleted. */
  found: boolean;
  /** Of its conversation; null for a direct one, and when it is not found. */
  propertyId: number | null;
  isSender: boolean;
}

/** Whether a person sees a message now, for whoever keeps something that belongs to it: its members alone do (C2, C3). */
export const messageAccess = api(
  { method: "POST", path: "/chat/internal/message-access", expose: false },
  async ({ orgId, personId, grants, id }: MessageAccessRequest): Promise<MessageAccessResponse> => {
    const actor = actorOf({ orgId, userID: personId, grants });
    const message = await asActor(actor, async (tx) => {
      const place = isUuid(id) ? await findPlace(tx, orgId, id) : null;
      const access = place === null ? null : await findAccess(tx, actor, place);
      return access === null ? null : findMessage(tx, access, id);
    });
    if (message === null || message.deletedAt !== null) return { found: false, propertyId: null, isSender: false };
    return { found: true, propertyId: message.propertyId, isSender: message.senderId === personId };
  },
);
