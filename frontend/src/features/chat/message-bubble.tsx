import { Globe, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { formatInstant, formatTime } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { cx } from "../../ui/class-names";
import { useMessageAct } from "./chat.queries";
import type { Writing } from "./use-composer";
import { nameOf, type Names } from "./conversations";
import { History } from "./history";
import { MessageActions } from "./message-actions";
import { Reactions } from "./reactions";
import type { ShownMessage } from "./timeline";

interface MessageBubbleProps {
  message: ShownMessage;
  startsRun: boolean;
  /** The message that it answers; null where that is not shown, undefined where it answers none. */
  repliedTo: ShownMessage | null | undefined;
  reader: { personId: string; timeZone: string };
  names: Names;
  mayModerate: boolean;
  onWrite: (writing: Writing) => void;
}

/** One message: whose, when, for whom, what it says, and what can be done with it. */
export function MessageBubble({
  message,
  startsRun,
  repliedTo,
  reader,
  names,
  mayModerate,
  onWrite,
}: MessageBubbleProps): ReactNode {
  const { isPublic, content, mentions, senderId } = message;
  const isOwn = senderId === reader.personId;
  const act = useMessageAct(message);
  const name = isOwn ? t("chat.you") : nameOf(names, senderId);
  return (
    <article
      data-testid="message"
      data-public={isPublic}
      aria-label={name}
      className={cx(
        "group flex items-end gap-1",
        isOwn ? "flex-row-reverse" : "flex-row",
        startsRun ? "mt-2" : "mt-0.5",
      )}
    >
      <div className={cx("flex max-w-[min(36rem,85%)] min-w-0 flex-col", isOwn ? "items-end" : "items-start")}>
        {startsRun && <Head message={message} name={name} timeZone={reader.timeZone} />}
        <div
          className={cx(
            "max-w-full rounded-xl px-3 py-1.5 [overflow-wrap:anywhere] whitespace-pre-wrap",
            lookOf(isPublic, isOwn),
            mentions.includes(reader.personId) && "ring-2 ring-accent",
          )}
        >
          {repliedTo !== undefined && <Quote message={repliedTo} names={names} />}
          {content === null ? <em className="text-muted">{t("chat.deleted")}</em> : content}
          {message.editedAt !== null && content !== null && <History message={message} timeZone={reader.timeZone} />}
        </div>
        <Reactions message={message} personId={reader.personId} names={names} onReact={act.mutate} />
        {act.error !== null && (
          <p role="alert" className="text-xs text-blocked">
            {act.error.message}
          </p>
        )}
      </div>
      {content !== null && (
        <MessageActions
          message={message}
          personId={reader.personId}
          mayEdit={isOwn}
          mayDelete={isOwn || mayModerate}
          onAct={act.mutate}
          onWrite={onWrite}
        />
      )}
    </article>
  );
}

function lookOf(isPublic: boolean, isOwn: boolean): string {
  if (!isPublic) return "bg-attention-soft border border-attention/40";
  return isOwn ? "bg-accent-soft border border-transparent" : "bg-surface border border-line";
}

function Head({ message, name, timeZone }: { message: ShownMessage; name: string; timeZone: string }): ReactNode {
  const Icon = message.isPublic ? Globe : Lock;
  const whose = t(message.isPublic ? "chat.isPublic" : "chat.staffOnly");
  return (
    <p className="flex items-center gap-1.5 px-1 pb-0.5 text-xs text-muted">
      <span className="font-semibold text-text">{name}</span>
      <time
        dateTime={message.createdAt}
        title={formatInstant(message.createdAt, timeZone, locale)}
        className="tabular-nums"
      >
        {formatTime(message.createdAt, timeZone, locale)}
      </time>
      <span title={whose}>
        <Icon aria-label={whose} className={cx("size-3", !message.isPublic && "text-attention")} />
      </span>
    </p>
  );
}

function Quote({ message, names }: { message: ShownMessage | null; names: Names }): ReactNode {
  return (
    <blockquote className="mb-1 line-clamp-2 border-s-2 border-line-strong ps-2 text-sm text-muted">
      {message === null
        ? t("chat.replyGone")
        : `${nameOf(names, message.senderId)}: ${message.content ?? t("chat.deleted")}`}
    </blockquote>
  );
}
