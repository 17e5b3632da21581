import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { Message } from "../contract/types";

/** Of one message: kinds of reactions, and reactions of all people together; so that its event stays small. */
export const MAX_KINDS = 20;
export const MAX_REACTIONS = 500;

const EMOJI = /^\p{Extended_Pictographic}(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f)*$/u;

type ReactionRefusal = "request_invalid" | "message_deleted";

/** Whether a person's reaction can be set or taken back, and whether that changes anything. */
export function decideReaction(
  message: Message,
  personId: string,
  emoji: string,
  isOn: boolean,
): Outcome<{ changes: boolean }, ReactionRefusal> {
  if (message.deletedAt !== null) return refuse("message_deleted");
  if (emoji.length > 16 || !EMOJI.test(emoji)) return invalid("not_an_emoji", "is no emoji such as 👍");
  const people = message.reactions.find((reaction) => reaction.emoji === emoji)?.personIds ?? [];
  if (people.includes(personId) === isOn) return accept({ changes: false });
  const all = message.reactions.reduce((sum, { personIds }) => sum + personIds.length, 0);
  if (isOn && people.length === 0 && message.reactions.length >= MAX_KINDS)
    return invalid("too_many", `a message takes ${MAX_KINDS} different reactions`);
  if (isOn && all >= MAX_REACTIONS) return invalid("too_many", `a message takes ${MAX_REACTIONS} reactions`);
  return accept({ changes: true });
}

const invalid = (code: string, message: string) =>
  refuse("request_invalid" as const, { errors: [{ path: "emoji", code, message }] });
