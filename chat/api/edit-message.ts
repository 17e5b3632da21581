import { api } from "encore.dev/api";
import { orThrow } from "../../platform/errors";
import { wholeNumber } from "../../platform/request-fields";
import { chatErrors } from "../contract/errors";
import type { Message } from "../contract/types";
import { editMessage as edit } from "../engine/edit";
import { actor } from "./actor";

interface EditMessageRequest {
  id: string;
  /** The version that the edit is based on. */
  version: number;
  /** At most 5,000 characters; unchanged unless given, as `isPublic`. */
  content?: string;
  isPublic?: boolean;
}

/** Edits a message of one's own, or changes who sees it; what it said before is kept (C6). */
export const editMessage = api(
  { method: "PUT", path: "/chat/messages/:id", expose: true, auth: true },
  async ({ id, ...request }: EditMessageRequest): Promise<Message> => {
    wholeNumber("version", request.version);
    return orThrow(await edit(actor(), id, request), chatErrors);
  },
);
