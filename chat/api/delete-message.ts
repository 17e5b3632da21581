import { api } from "encore.dev/api";
import { orThrow } from "../../platform/errors";
import { chatErrors } from "../contract/errors";
import type { Message } from "../contract/types";
import { deleteMessage as remove } from "../engine/delete";
import { actor } from "./actor";

interface DeleteMessageRequest {
  id: string;
}

/** Deletes what a message said, everywhere; answers with what is left: its place (C7). */
export const deleteMessage = api(
  { method: "DELETE", path: "/chat/messages/:id", expose: true, auth: true },
  async ({ id }: DeleteMessageRequest): Promise<Message> => orThrow(await remove(actor(), id), chatErrors),
);
