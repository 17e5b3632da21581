import { ArrowDown } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Button } from "../../ui/button";
import type { Writing } from "./use-composer";
import type { Names } from "./conversations";
import { MessageBubble } from "./message-bubble";
import { PendingBubble } from "./pending-bubble";
import { type ShownMessage, type TimelineItem, timelineOf } from "./timeline";
import type { Pending } from "./use-send";

interface MessageLogProps {
  /** Oldest first. */
  messages: readonly ShownMessage[];
  pending: readonly Pending[];
  reader: { personId: string; readNo: number; timeZone: string };
  names: Names;
  mayModerate: boolean;
  /** Null when all of it is there. */
  older: (() => void) | null;
  isFetchingOlder: boolean;
  onBottom: (isAtBottom: boolean) => void;
  onWrite: (writing: Writing) => void;
  onRetry: (pending: Pending) => void;
  onDiscard: (pending: Pending) => void;
}

/** Closer than this to its end, the list shows the newest message. */
const NEAR_PX = 80;

/** What was said. The list keeps to its end as it grows, unless somebody has gone up in it. */
export function MessageLog({ messages, pending, older, onBottom, ...rest }: MessageLogProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const [isAtBottom, setAtBottom] = useState(true);
  const sent = new Set(messages.map(({ clientMessageId }) => clientMessageId));
  const waiting = pending.filter(({ message }) => !sent.has(message.clientMessageId));
  const byId = new Map(messages.map((message) => [message.id, message]));
  // Counted from the end: the list is laid out from below.
  const onScroll = (): void => {
    const isNear = Math.abs(list.current?.scrollTop ?? 0) < NEAR_PX;
    setAtBottom(isNear);
    onBottom(isNear);
  };
  return (
    <div className="relative min-h-0 flex-1">
      <div ref={list} onScroll={onScroll} className="flex h-full flex-col-reverse overflow-y-auto">
        <ol role="log" aria-label={t("chat.log")} aria-live="polite" className="flex flex-col px-3 py-2 sm:px-4">
          {older !== null && (
            <li className="flex justify-center py-2">
              <Button busy={rest.isFetchingOlder} onClick={older}>
                {t("chat.older")}
              </Button>
            </li>
          )}
          {messages.length + waiting.length === 0 && (
            <li className="py-6 text-center text-muted">{t("chat.emptyRoom")}</li>
          )}
          {timelineOf(messages, rest.reader).map((item) => (
            <li key={item.key}>
              <Item item={item} byId={byId} {...rest} />
            </li>
          ))}
          {waiting.map((each) => (
            <li key={each.message.clientMessageId}>
              <PendingBubble pending={each} onRetry={() => rest.onRetry(each)} onDiscard={() => rest.onDiscard(each)} />
            </li>
          ))}
        </ol>
      </div>
      {!isAtBottom && (
        <Button
          className="absolute inset-x-0 bottom-3 mx-auto w-fit rounded-full shadow-lift"
          onClick={() => list.current?.scrollTo({ top: 0 })}
        >
          <ArrowDown aria-hidden className="size-4" />
          {t("chat.latest")}
        </Button>
      )}
    </div>
  );
}

interface ItemProps extends Pick<MessageLogProps, "reader" | "names" | "mayModerate" | "onWrite"> {
  item: TimelineItem;
  byId: ReadonlyMap<string, ShownMessage>;
}

function Item({ item, byId, ...rest }: ItemProps): ReactNode {
  if (item.kind === "day") return <Divider text={formatDay(item.day, locale)} look="text-muted" />;
  if (item.kind === "new") return <Divider text={t("chat.newLine")} look="text-accent font-semibold" />;
  const { message, startsRun } = item;
  const repliedTo = message.replyToId === null ? undefined : (byId.get(message.replyToId) ?? null);
  return <MessageBubble message={message} startsRun={startsRun} repliedTo={repliedTo} {...rest} />;
}

function Divider({ text, look }: { text: string; look: string }): ReactNode {
  return (
    <p
      className={`my-2 flex items-center gap-3 text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line ${look}`}
    >
      {text}
    </p>
  );
}
