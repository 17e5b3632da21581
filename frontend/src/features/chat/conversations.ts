import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";

export type Names = ReadonlyMap<string, string>;

export const nameOf = (names: Names, personId: string): string => names.get(personId) ?? t("chat.somebody");

/** A room's name, a visitor's, or whom one talks with. */
export function titleOf({ conversation, otherPersonId }: contract.ConversationView, names: Names): string {
  if (conversation.kind === "visitor") return conversation.name ?? t("chat.visitor");
  return conversation.name ?? (otherPersonId === null ? t("chat.somebody") : nameOf(names, otherPersonId));
}

/** What is shown at a property: its rooms, and direct conversations, which belong to none. */
export function shownAt(
  propertyId: number,
  all: readonly contract.ConversationView[],
): Record<"rooms" | "direct", contract.ConversationView[]> {
  const rooms = all.filter(
    ({ conversation }) => conversation.kind === "room" && conversation.propertyId === propertyId,
  );
  return { rooms, direct: all.filter(({ conversation }) => conversation.kind === "direct") };
}

/** Ids of the people whose names stand behind an @ in the text, of these alone. */
export function mentionsIn(text: string, people: readonly { id: string; name: string }[]): string[] {
  const lower = text.toLowerCase();
  return people.flatMap(({ id, name }) => {
    const at = name === "" ? -1 : lower.indexOf(`@${name.toLowerCase()}`);
    const next = at === -1 ? "" : lower.charAt(at + name.length + 1);
    return at === -1 || /[\p{L}\p{N}]/u.test(next) ? [] : [id];
  });
}
