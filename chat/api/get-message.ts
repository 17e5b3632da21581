import { api } from "encore.dev/api";
import type { Message } from "../contract/types";
import { withMessage } from "./access";
import { actor } from "./actor";

interface GetMessageRequest {
  id: string;
}

/** One message that the caller may see. */
export const getMessage = api(
  { method: "GET", path: "/chat/messages/:id", expose: true, auth: true },
  ({ id }: GetMessageRequest): Promise<Message> => withMessage(actor(), id, async (_tx, _access, message) => message),
);
