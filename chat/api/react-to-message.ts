import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { chatErrors } from "../contract/errors";
import type { Message } from "../contract/types";
import { react } from "../engine/react";
import { actor } from "./actor";

interface ReactRequest {
  id: string;
  /** One emoji. */
  emoji: string & MaxLen<64>;
  /** False takes it back. */
  isOn: boolean;
}

/** Sets or takes back the caller's reaction to a message (C8). */
export const reactToMessage = api(
  { method: "PUT", path: "/chat/messages/:id/reaction", expose: true, auth: true },
  async ({ id, emoji, isOn }: ReactRequest): Promise<Message> =>
    orThrow(await react(actor(), id, emoji, isOn), chatErrors),
);
