import { type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import type { Around } from "./collaboration-link";
import type { Names } from "./conversations";
import { MemberList } from "./member-list";
import { RoomSettings } from "./room-settings";

interface RoomPeopleProps {
  view: contract.ConversationView;
  members: readonly contract.Member[];
  names: Names;
  presence: Around["presence"];
  personId: string;
}

/** Who is in a conversation; of a room also its settings. A visitor's is everybody's who answers them. */
export function RoomPeople({ view, members, names, presence, personId }: RoomPeopleProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const { kind } = view.conversation;
  if (kind === "visitor") return null;
  return (
    <>
      <MemberList
        members={members}
        names={names}
        presence={presence}
        onManage={kind === "room" ? () => setOpen(true) : null}
      />
      {isOpen && (
        <RoomSettings view={view} members={members} names={names} personId={personId} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
