import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { IconButton } from "../../ui/button";
import { SkeletonRows } from "../../ui/skeleton";
import { membersQuery, messagesQuery } from "./chat.queries";
import { ChatInput } from "./chat-input";
import type { Around, CollaborationLink } from "./collaboration-link";
import { TypingLine } from "./typing-line";
import type { Writing } from "./use-composer";
import type { Names } from "./conversations";
import { LoadFailure } from "../../lib/load-failure";
import { MessageLog } from "./message-log";
import { RoomPeople } from "./room-people";
import { inOrder } from "./timeline";
import { useRead } from "./use-read";
import { useSend } from "./use-send";

interface ChatRoomProps {
  view: contract.ConversationView;
  title: string;
  names: Names;
  person: contract.Me["person"];
  timeZone: string;
  link: CollaborationLink;
  around: Around;
  onBack: () => void;
}

/** One conversation: what was said, live, and where to write. */
export function ChatRoom({ view, title, person, timeZone, link, around, onBack, ...props }: ChatRoomProps): ReactNode {
  const { conversation, membership } = view;
  const history = useInfiniteQuery(messagesQuery(conversation.id));
  const people = useQuery(membersQuery(conversation.id)).data?.data ?? [];
  const { pending, send, retry, discard } = useSend(conversation.id);
  const [writing, setWriting] = useState<Writing>({ kind: "new" });
  const messages = inOrder(history.data?.pages ?? []);
  const { readBefore, onBottom } = useRead(view, messages);
  const isVisitor = conversation.kind === "visitor";
  const names = isVisitor ? new Map([...props.names, [conversation.createdBy, title]]) : props.names;
  const own = messages.findLast(({ senderId, content }) => senderId === person.id && content !== null);
  return (
    <section aria-label={title} data-component="ChatRoom" className="ChatRoom flex min-h-0 min-w-0 flex-1 flex-col">
      <RoomHead title={title} onBack={onBack}>
        <RoomPeople view={view} members={people} names={names} presence={around.presence} personId={person.id} />
      </RoomHead>
      <LoadFailure error={history.error} onRetry={history.refetch} />
      {history.isPending ? (
        <div className="flex-1">
          <SkeletonRows rows={8} label={t("app.loading")} />
        </div>
      ) : (
        <MessageLog
          messages={messages}
          pending={pending}
          reader={{ personId: person.id, readNo: readBefore, timeZone }}
          names={names}
          mayModerate={membership !== null && membership.role !== "member"}
          older={history.hasNextPage ? () => void history.fetchNextPage() : null}
          isFetchingOlder={history.isFetchingNextPage}
          onBottom={onBottom}
          onWrite={setWriting}
          onRetry={retry}
          onDiscard={discard}
        />
      )}
      <TypingLine personIds={around.typing.get(conversation.id) ?? []} names={names} />
      <ChatInput
        title={title}
        names={names}
        members={people}
        isInternal={isVisitor || (conversation.kind === "room" && membership?.isInternal === true)}
        writing={writing}
        onWrite={setWriting}
        onLast={() => own !== undefined && setWriting({ kind: "edit", message: own })}
        onType={(isTyping, isPublic) => (isTyping ? link.type(conversation.id, isPublic) : link.rest())}
        onSend={(message) => {
          link.rest();
          send(message);
        }}
      />
    </section>
  );
}

function RoomHead({ title, onBack, children }: { title: string; onBack: () => void; children: ReactNode }): ReactNode {
  return (
    <header className="flex min-h-13 items-center gap-2 border-b border-line px-3 py-2">
      <IconButton label={t("chat.back")} onClick={onBack} className="sm:hidden">
        <ArrowLeft aria-hidden className="size-5 rtl:-scale-x-100" />
      </IconButton>
      <h2 className="min-w-0 flex-1 truncate text-base font-semibold">{title}</h2>
      {children}
    </header>
  );
}
