import { type FormEvent, type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { type RoomAct, useRoomAct } from "./chat.queries";
import type { Names } from "./conversations";
import { RoomMembers } from "./room-members";

interface RoomSettingsProps {
  view: contract.ConversationView;
  members: readonly contract.Member[];
  names: Names;
  personId: string;
  onClose: () => void;
}

/** Name and members of a room for its admins; everybody leaves by it. */
export function RoomSettings({ view, members, names, personId, onClose }: RoomSettingsProps): ReactNode {
  const { conversation, membership } = view;
  const { mutate, isPending, error } = useRoomAct(conversation.id);
  const failure = error === null ? null : toFailure(error);
  const isAdmin = membership?.role === "admin";
  const people = isAdmin ? [...names].filter(([id]) => members.every((member) => member.personId !== id)) : [];
  return (
    <Dialog title={conversation.name ?? ""} closeLabel={t("chat.close")} onClose={onClose}>
      <div className="flex flex-col gap-5">
        {isAdmin && <RenameForm conversation={conversation} busy={isPending} onAct={mutate} />}
        <RoomMembers
          members={members}
          names={names}
          mayManage={isAdmin}
          busy={isPending}
          personId={personId}
          onAct={mutate}
        />
        {people.length > 0 && <AddForm people={people} busy={isPending} onAct={mutate} />}
        {failure !== null && (
          <Notice tone="blocked" role="alert">
            {failure.message}
          </Notice>
        )}
        <Leave busy={isPending} onLeave={() => mutate({ act: "remove", personId }, { onSuccess: onClose })} />
      </div>
    </Dialog>
  );
}

interface PartProps {
  busy: boolean;
  onAct: (act: RoomAct) => void;
}

function RenameForm({ conversation, busy, onAct }: PartProps & { conversation: contract.Conversation }): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get("name");
    onAct({ act: "rename", name: typeof name === "string" ? name : "", version: conversation.version });
  };
  return (
    <form className="flex items-end gap-2" onSubmit={submit}>
      <div className="min-w-0 flex-1">
        <Field label={t("chat.name")}>
          {(control) => (
            <input
              {...control}
              name="name"
              defaultValue={conversation.name ?? ""}
              maxLength={100}
              autoComplete="off"
              className="control"
            />
          )}
        </Field>
      </div>
      <Button type="submit" busy={busy}>
        {t("chat.save")}
      </Button>
    </form>
  );
}

function AddForm({ people, busy, onAct }: PartProps & { people: [id: string, name: string][] }): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const personId = new FormData(event.currentTarget).get("person");
    if (typeof personId === "string") onAct({ act: "add", personId });
  };
  return (
    <form className="flex items-end gap-2" onSubmit={submit}>
      <div className="min-w-0 flex-1">
        <Field label={t("chat.addPerson")}>
          {(control) => (
            <select {...control} name="person" className="control">
              {people.map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Button type="submit" busy={busy}>
        {t("chat.add")}
      </Button>
    </form>
  );
}

/** Asks once more, since only an admin can take one back. */
function Leave({ busy, onLeave }: { busy: boolean; onLeave: () => void }): ReactNode {
  const [isAsked, setAsked] = useState(false);
  return (
    <div className="border-t border-line pt-4">
      <Button busy={busy} onClick={() => (isAsked ? onLeave() : setAsked(true))} className="text-blocked">
        {t(isAsked ? "chat.leaveSure" : "chat.leave")}
      </Button>
    </div>
  );
}
