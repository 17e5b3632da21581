import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { cx } from "../../ui/class-names";
import type { MessageAct } from "./chat.queries";
import { nameOf, type Names } from "./conversations";
import type { ShownMessage } from "./timeline";

/** The reactions that one tap gives. */
export const EMOJIS = ["👍", "👎", "❤️", "😂", "✅", "👀"] as const;

interface ReactionsProps {
  message: ShownMessage;
  personId: string;
  names: Names;
  onReact: (wish: MessageAct) => void;
}

/** How people reacted; pressing one joins them, or takes it back. */
export function Reactions({ message, personId, names, onReact }: ReactionsProps): ReactNode {
  return (
    <ul className="mt-0.5 flex flex-wrap gap-1 empty:hidden">
      {message.reactions.map(({ emoji, personIds }) => {
        const isOwn = personIds.includes(personId);
        const who = personIds.map((id) => (id === personId ? t("chat.you") : nameOf(names, id))).join(", ");
        return (
          <li key={emoji}>
            <button
              type="button"
              aria-pressed={isOwn}
              aria-label={t("chat.reacted", { emoji, names: who })}
              title={who}
              onClick={() => onReact({ act: "react", emoji, isOn: !isOwn })}
              className={cx(
                "flex h-6 items-center gap-1 rounded-full border px-2 text-xs tabular-nums max-sm:h-8",
                isOwn ? "border-accent bg-accent-soft" : "border-line bg-surface hover:bg-sunken",
              )}
            >
              <span aria-hidden>{emoji}</span>
              {personIds.length}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
