import { api } from "encore.dev/api";
import { orThrow } from "../../platform/errors";
import { wholeNumber } from "../../platform/request-fields";
import { chatErrors } from "../contract/errors";
import type { ConversationView } from "../contract/types";
import { markRead as mark } from "../engine/membership";
import { actor } from "./actor";
import { viewOf } from "./views";

interface MarkReadRequest {
  id: string;
  /** The number of the newest message that was read. */
  upTo: number;
}

/** Moves the caller's read marker on, never back (C13). */
export const markRead = api(
  { method: "PUT", path: "/chat/conversations/:id/read", expose: true, auth: true },
  async ({ id, upTo }: MarkReadRequest): Promise<ConversationView> => {
    const me = actor();
    orThrow(await mark(me, id, wholeNumber("upTo", upTo)), chatErrors);
    return viewOf(me, id);
  },
);
