import { Ellipsis } from "lucide-react";
import { type ReactNode, useState } from "react";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { Popover } from "../../ui/popover";
import type { MessageAct } from "./chat.queries";
import type { Writing } from "./use-composer";
import { EMOJIS } from "./reactions";
import type { ShownMessage } from "./timeline";

interface MessageActionsProps {
  message: ShownMessage;
  personId: string;
  mayEdit: boolean;
  mayDelete: boolean;
  onAct: (act: MessageAct) => void;
  onWrite: (writing: Writing) => void;
}

/** What the reader can do with a message. Seen on touch always, at the desk with the pointer or the focus. */
export function MessageActions({
  message,
  personId,
  mayEdit,
  mayDelete,
  onAct,
  onWrite,
}: MessageActionsProps): ReactNode {
  const hasReacted = (emoji: string): boolean =>
    message.reactions.some((reaction) => reaction.emoji === emoji && reaction.personIds.includes(personId));
  return (
    <Popover
      label={t("chat.actions")}
      align={mayEdit ? "end" : "start"}
      trigger={(props) => (
        <button
          type="button"
          {...props}
          aria-label={t("chat.actions")}
          className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted group-hover:opacity-100 hover:bg-sunken hover:text-text focus-visible:opacity-100 max-sm:size-9 pointer-fine:opacity-0"
        >
          <Ellipsis aria-hidden className="size-4" />
        </button>
      )}
    >
      {(close) => {
        const write = (writing: Writing): void => {
          close();
          onWrite(writing);
        };
        return (
          <div className="flex flex-col gap-1">
            <Emojis
              onPick={(emoji) => {
                close();
                onAct({ act: "react", emoji, isOn: !hasReacted(emoji) });
              }}
            />
            <Button look="quiet" className="justify-start" onClick={() => write({ kind: "reply", message })}>
              {t("chat.reply")}
            </Button>
            {mayEdit && (
              <Button look="quiet" className="justify-start" onClick={() => write({ kind: "edit", message })}>
                {t("chat.edit")}
              </Button>
            )}
            {mayDelete && (
              <Delete
                onDelete={() => {
                  close();
                  onAct({ act: "delete" });
                }}
              />
            )}
          </div>
        );
      }}
    </Popover>
  );
}

function Emojis({ onPick }: { onPick: (emoji: string) => void }): ReactNode {
  return (
    <div className="mb-1 flex justify-between">
      {EMOJIS.map((emoji) => (
        <button
          key={emoji}
          type="button"
          aria-label={t("chat.react", { emoji })}
          onClick={() => onPick(emoji)}
          className="size-9 rounded-md text-lg hover:bg-sunken max-sm:size-11"
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}

/** It cannot be undone, so it takes a second press. */
function Delete({ onDelete }: { onDelete: () => void }): ReactNode {
  const [isSure, setSure] = useState(false);
  return (
    <Button
      look="quiet"
      className="justify-start text-blocked"
      onBlur={() => setSure(false)}
      onClick={() => (isSure ? onDelete() : setSure(true))}
    >
      {t(isSure ? "chat.deleteSure" : "chat.delete")}
    </Button>
  );
}
