import { api } from "encore.dev/api";
import { orThrow } from "../../platform/errors";
import { wholeNumber } from "../../platform/request-fields";
import { chatErrors } from "../contract/errors";
import type { Conversation } from "../contract/types";
import { rename } from "../engine/rename";
import { actor } from "./actor";
import { roomName } from "./create-room";

interface RenameConversationRequest {
  id: string;
  /** The version that the change is based on. */
  version: number;
  /** At most 100 characters. */
  name: string;
}

/** Gives a room another name (C2). */
export const renameConversation = api(
  { method: "PUT", path: "/chat/conversations/:id", expose: true, auth: true },
  async ({ id, ...request }: RenameConversationRequest): Promise<Conversation> => {
    const version = wholeNumber("version", request.version);
    const name = roomName(request.name);
    return orThrow(await rename(actor(), id, version, name), chatErrors);
  },
);
