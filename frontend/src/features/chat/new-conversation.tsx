import { type FormEvent, type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { useStart } from "./chat.queries";
import type { Names } from "./conversations";

interface NewConversationProps {
  property: contract.MyProperty;
  person: contract.Me["person"];
  names: Names;
  onClose: () => void;
  onOpened: (id: string) => void;
}

/** Begins one with a colleague, or a room for who may open rooms. */
export function NewConversation({ property, person, names, onClose, onOpened }: NewConversationProps): ReactNode {
  const start = useStart(onOpened);
  const failure = start.error === null ? null : toFailure(start.error);
  const others = [...names].filter(([id]) => id !== person.id).toSorted(([, a], [, b]) => (a < b ? -1 : 1));
  return (
    <Dialog title={t("chat.startTitle")} closeLabel={t("chat.close")} onClose={onClose}>
      <div className="flex flex-col gap-5">
        {others.length === 0 && <p className="text-muted">{t("chat.nobody")}</p>}
        {others.length > 0 && (
          <DirectForm others={others} busy={start.isPending} onOpen={(personId) => start.mutate({ personId })} />
        )}
        {property.permissions.includes("chat.room.create") && (
          <RoomForm
            others={others}
            busy={start.isPending}
            nameError={failure?.fields.find(({ path }) => path === "name")?.message ?? null}
            onCreate={(name, people) =>
              start.mutate({ propertyId: property.id, name, members: people.map((personId) => ({ personId })) })
            }
          />
        )}
        {failure !== null && failure.fields.length === 0 && (
          <Notice tone="blocked" role="alert">
            {failure.message}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

type Others = [id: string, name: string][];

interface DirectFormProps {
  others: Others;
  busy: boolean;
  onOpen: (personId: string) => void;
}

function DirectForm({ others, busy, onOpen }: DirectFormProps): ReactNode {
  const [personId, setPersonId] = useState(others[0]?.[0] ?? "");
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onOpen(personId);
      }}
    >
      <div className="min-w-0 flex-1">
        <Field label={t("chat.colleague")}>
          {(control) => (
            <select
              {...control}
              value={personId}
              onChange={(event) => setPersonId(event.target.value)}
              className="control"
            >
              {others.map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Button type="submit" look="primary" busy={busy}>
        {t("chat.openDirect")}
      </Button>
    </form>
  );
}

interface RoomFormProps {
  others: Others;
  busy: boolean;
  nameError: string | null;
  onCreate: (name: string, people: string[]) => void;
}

function RoomForm({ others, busy, nameError, onCreate }: RoomFormProps): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const name = data.get("name");
    onCreate(typeof name === "string" ? name : "", data.getAll("person").map(String));
  };
  return (
    <form className="flex flex-col gap-3 border-t border-line pt-4" onSubmit={submit}>
      <Field label={t("chat.roomName")} error={nameError}>
        {(control) => <input {...control} name="name" maxLength={100} autoComplete="off" className="control" />}
      </Field>
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 text-sm font-medium">{t("chat.people")}</legend>
        {others.map(([id, name]) => (
          <label key={id} className="flex h-8 items-center gap-2 max-sm:h-11">
            <input type="checkbox" name="person" value={id} defaultChecked />
            {name}
          </label>
        ))}
      </fieldset>
      <Button type="submit" look="primary" busy={busy} className="self-start">
        {t("chat.createRoom")}
      </Button>
    </form>
  );
}
