import { Globe, Lock, SendHorizontal, X } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { Button, IconButton } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { nameOf, type Names } from "./conversations";
import type { Writing } from "./use-composer";

interface VisibilityToggleProps {
  isPublic: boolean;
  onChange: (isPublic: boolean) => void;
}

/** For everybody in the room, or for staff alone. */
export function VisibilityToggle({ isPublic, onChange }: VisibilityToggleProps): ReactNode {
  const Icon = isPublic ? Globe : Lock;
  return (
    <Button
      data-testid="visibility-toggle"
      data-public={isPublic}
      aria-label={`${t("chat.visibility")}: ${t(isPublic ? "chat.public" : "chat.internal")}`}
      title={t(isPublic ? "chat.isPublic" : "chat.staffOnly")}
      onClick={() => onChange(!isPublic)}
      className={cx(!isPublic && "border-attention! text-attention")}
    >
      <Icon aria-hidden className="size-4" />
      <span className="max-sm:sr-only">{t(isPublic ? "chat.public" : "chat.internal")}</span>
    </Button>
  );
}

interface ContextProps {
  writing: Writing;
  names: Names;
  onCancel: () => void;
}

/** To what the text is a reply, or that it is an edit. */
export function WritingContext({ writing, names, onCancel }: ContextProps): ReactNode {
  if (writing.kind === "new") return null;
  const { message } = writing;
  return (
    <div className="flex items-center gap-2 border-s-2 border-accent ps-2 text-sm">
      <p className="min-w-0 flex-1 truncate">
        <span className="font-semibold">
          {writing.kind === "edit" ? t("chat.editing") : t("chat.replyTo", { name: nameOf(names, message.senderId) })}
        </span>{" "}
        <span className="text-muted">{message.content}</span>
      </p>
      <IconButton label={t("chat.cancel")} onClick={onCancel}>
        <X aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}

export function SendButton({ label, busy }: { label: string; busy: boolean }): ReactNode {
  return (
    <Button type="submit" look="primary" busy={busy} data-testid="chat-send" aria-label={label}>
      <SendHorizontal aria-hidden className="size-4 rtl:-scale-x-100" />
      <span className="max-sm:sr-only">{label}</span>
    </Button>
  );
}
