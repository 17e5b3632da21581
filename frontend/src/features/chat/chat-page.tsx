import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { peopleQuery } from "../../api/queries";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { SkeletonRows } from "../../ui/skeleton";
import { conversationsQuery, visitorsQuery } from "./chat.queries";
import { ChatRoom } from "./chat-room";
import { ConversationList } from "./conversation-list";
import { titleOf } from "./conversations";
import { LoadFailure } from "../../lib/load-failure";
import { NewConversation } from "./new-conversation";
import { useCollaboration } from "./use-collaboration";

interface ChatPageProps {
  property: contract.MyProperty;
  person: contract.Me["person"];
  /** Id of the conversation that is open. */
  chosen: string | null;
  onChoose: (id: string | null) => void;
}

const NOBODY: ReadonlyMap<string, string> = new Map();

/** The reader's conversations, and the one that is open; on a phone one or the other. */
export function ChatPage({ property, person, chosen, onChoose }: ChatPageProps): ReactNode {
  const list = useQuery(conversationsQuery);
  const answers = property.permissions.includes("chat.visitor.answer");
  const visitors = useQuery({ ...visitorsQuery(property.id), enabled: answers });
  const { data: names = NOBODY } = useQuery(peopleQuery);
  const { link, around } = useCollaboration();
  const [isStarting, setStarting] = useState(false);
  const all = [...(list.data?.data ?? []), ...(visitors.data?.data ?? [])];
  const open = all.find(({ conversation }) => conversation.id === chosen) ?? null;
  const close = (): void => setStarting(false);
  return (
    <div className="flex h-full min-h-0">
      <ListSide isBehind={open !== null} list={list} onStart={() => setStarting(true)}>
        {list.data !== undefined && (
          <ConversationList
            property={property}
            page={list.data}
            visitors={visitors.data?.data ?? []}
            names={names}
            presence={around.presence}
            chosen={chosen}
            onChoose={onChoose}
            onStart={() => setStarting(true)}
          />
        )}
      </ListSide>
      {open === null ? (
        <p className="m-auto p-6 text-muted max-sm:hidden">{t("chat.choose")}</p>
      ) : (
        <ChatRoom
          key={open.conversation.id}
          view={open}
          title={titleOf(open, names)}
          names={names}
          person={person}
          timeZone={property.timeZone}
          link={link}
          around={around}
          onBack={() => onChoose(null)}
        />
      )}
      {isStarting && (
        <NewConversation
          property={property}
          person={person}
          names={names}
          onClose={close}
          onOpened={(id) => {
            close();
            onChoose(id);
          }}
        />
      )}
    </div>
  );
}

interface ListSideProps {
  /** On a phone, the conversation that is open hides it. */
  isBehind: boolean;
  list: { error: Error | null; isPending: boolean; refetch: () => unknown };
  onStart: () => void;
  children: ReactNode;
}

function ListSide({ isBehind, list, onStart, children }: ListSideProps): ReactNode {
  return (
    <section
      aria-label={t("chat.list")}
      className={cx(
        "flex min-h-0 flex-col gap-2 border-line p-3 sm:w-72 sm:shrink-0 sm:border-e max-sm:flex-1",
        isBehind && "max-sm:hidden",
      )}
    >
      <ListHead onStart={onStart} />
      <LoadFailure error={list.error} onRetry={list.refetch} />
      {list.isPending && <SkeletonRows rows={6} label={t("app.loading")} />}
      {children}
    </section>
  );
}

function ListHead({ onStart }: { onStart: () => void }): ReactNode {
  return (
    <div className="flex items-center gap-2">
      <h1 className="me-auto px-1 text-xl font-semibold">{t("chat.title")}</h1>
      <Button onClick={onStart} aria-haspopup="dialog">
        {t("chat.start")}
      </Button>
    </div>
  );
}
