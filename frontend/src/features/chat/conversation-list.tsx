import { AtSign, Lock } from "lucide-react";
import type { ReactNode } from "react";
import type { api as apiTypes, contract } from "../../api/client.gen";
import { formatInstant, formatNear } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { useNow } from "../../ui/use-now";
import { MOST } from "./chat.queries";
import type { Around } from "./collaboration-link";
import { nameOf, type Names, shownAt, titleOf } from "./conversations";
import { PresenceDot } from "./presence-dot";

interface ConversationListProps {
  property: contract.MyProperty;
  page: apiTypes.ListConversationsResponse;
  /** Those of the property, where the reader answers them. */
  visitors: readonly contract.ConversationView[];
  names: Names;
  presence: Around["presence"];
  chosen: string | null;
  onChoose: (id: string) => void;
  onStart: () => void;
}

/** Rooms of the property and direct conversations, the one with the newest message first, with what is unread. */
export function ConversationList({ property, page, visitors, onStart, ...rest }: ConversationListProps): ReactNode {
  const { rooms, direct } = shownAt(property.id, page.data);
  if (rooms.length + direct.length + visitors.length === 0)
    return (
      <p className="flex flex-col items-start gap-3 p-2 text-muted">
        {t("chat.empty")}
        <Button look="primary" onClick={onStart}>
          {t("chat.emptyStart")}
        </Button>
      </p>
    );
  return (
    <div className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">
      <Group title={t("chat.rooms")} views={rooms} timeZone={property.timeZone} {...rest} />
      <Group title={t("chat.direct")} views={direct} timeZone={property.timeZone} {...rest} />
      <Group title={t("chat.visitors")} views={visitors} timeZone={property.timeZone} {...rest} />
      {page.hasMore && <p className="p-2 text-xs text-muted">{t("chat.more", { count: MOST })}</p>}
    </div>
  );
}

interface GroupProps extends Pick<ConversationListProps, "names" | "presence" | "chosen" | "onChoose"> {
  title: string;
  views: readonly contract.ConversationView[];
  timeZone: string;
}

function Group({ title, views, ...rest }: GroupProps): ReactNode {
  if (views.length === 0) return null;
  return (
    <section aria-label={title} className="mb-3">
      <h2 className="px-2 py-1 text-xs font-semibold text-muted">{title}</h2>
      <ul className="flex flex-col gap-0.5">
        {views.map((view) => (
          <li key={view.conversation.id}>
            <Entry view={view} {...rest} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Entry({
  view,
  names,
  presence,
  chosen,
  onChoose,
  timeZone,
}: Omit<GroupProps, "title" | "views"> & { view: contract.ConversationView }): ReactNode {
  const now = useNow(60_000);
  const { conversation, lastMessage, mentionCount } = view;
  // Nobody has a marker in a visitor's conversation: what counts is whether it waits for an answer.
  const isWaiting = conversation.kind === "visitor" && lastMessage?.senderType === "visitor";
  const unreadCount = conversation.kind === "visitor" ? 0 : view.unreadCount;
  const at = lastMessage?.createdAt ?? conversation.createdAt;
  const isMany = unreadCount > 99;
  const unread = isMany ? t("chat.unreadMany") : t("chat.unread", { count: unreadCount });
  return (
    <button
      type="button"
      data-testid="conversation"
      aria-current={conversation.id === chosen ? "true" : undefined}
      onClick={() => onChoose(conversation.id)}
      className="flex w-full flex-col gap-0.5 rounded-md px-2 py-1.5 text-start hover:bg-sunken aria-[current]:bg-accent-soft max-sm:py-2.5"
    >
      <span className="flex w-full items-baseline gap-2">
        <span className="flex min-w-0 flex-1 items-center gap-1.5">
          <span className={cx("truncate", unreadCount > 0 || isWaiting ? "font-semibold" : "font-medium")}>
            {titleOf(view, names)}
          </span>
          <PresenceDot state={presence.get(view.otherPersonId ?? "")} />
        </span>
        <time dateTime={at} title={formatInstant(at, timeZone, locale)} className="text-xs text-muted tabular-nums">
          {formatNear(at, timeZone, locale, now)}
        </time>
      </span>
      <span className="flex w-full items-center gap-2 text-sm">
        <span className="flex min-w-0 flex-1 items-center gap-1 text-muted">
          {lastMessage?.isPublic === false && <Lock aria-label={t("chat.staffOnly")} className="size-3 shrink-0" />}
          <span className="truncate">{summaryOf(view, names)}</span>
        </span>
        {isWaiting && (
          <span title={t("chat.unanswered")} className="size-2 shrink-0 rounded-full bg-accent">
            <span className="sr-only">{t("chat.unanswered")}</span>
          </span>
        )}
        {unreadCount > 0 && (
          <span
            title={unread}
            className="inline-flex min-w-5 items-center justify-center gap-0.5 rounded-full bg-accent px-1.5 text-xs font-semibold text-accent-text tabular-nums"
          >
            {mentionCount > 0 && <AtSign aria-label={t("chat.mentioned")} className="size-3" />}
            <span className="sr-only">{unread}</span>
            <span aria-hidden>{isMany ? "99+" : unreadCount}</span>
          </span>
        )}
      </span>
    </button>
  );
}

function summaryOf(view: contract.ConversationView, names: Names): string {
  const { lastMessage, conversation } = view;
  if (lastMessage === null || ("isHidden" in lastMessage && lastMessage.isHidden === true))
    return t("chat.nothingSaid");
  const text = lastMessage.content ?? t("chat.deletedShort");
  const sender = lastMessage.senderType === "visitor" ? titleOf(view, names) : nameOf(names, lastMessage.senderId);
  return conversation.kind === "direct" ? text : `${sender}: ${text}`;
}
