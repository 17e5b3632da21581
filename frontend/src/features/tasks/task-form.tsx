import { type FormEvent, type ReactNode, useState } from "react";
import type { api as apiTypes, contract } from "../../api/client.gen";
import { toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { submitByKeys } from "../../ui/submit-by-keys";
import { useCreateTask } from "./tasks.queries";

interface TaskFormProps {
  property: contract.MyProperty;
  members: readonly contract.StaffMember[];
  onCreated: () => void;
}

const KINDS = ["housekeeping", "maintenance", "guest_request", "other"] as const;
const HOURS = [1, 2, 4, 8, 24] as const;
const HOUR_MS = 3_600_000;

/** Makes a task; nothing counts as made before the server says so. */
export function TaskForm({ property, members, onCreated }: TaskFormProps): ReactNode {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const create = useCreateTask(property.id, () => {
    setKey(crypto.randomUUID());
    onCreated();
  });
  const failure = create.error === null ? null : toFailure(create.error);
  const errorOf = (path: string): string | null =>
    failure?.fields.find((field) => field.path === path)?.message ?? null;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    create.mutate({ ...wishOf(new FormData(event.currentTarget)), propertyId: property.id, idempotencyKey: key });
  };
  return (
    <form
      // A new key is a new, empty form.
      key={key}
      ref={submitByKeys}
      noValidate
      aria-label={t("tasks.add")}
      onSubmit={submit}
      className="grid gap-3 lg:grid-cols-4"
    >
      <TaskFields members={members} errorOf={errorOf} />
      <div className="flex flex-wrap items-center gap-4 lg:col-span-4">
        <label className="flex items-center gap-2">
          <input type="checkbox" name="urgent" />
          {t("tasks.urgent")}
        </label>
        <Button type="submit" look="primary" busy={create.isPending}>
          {create.isPending ? t("tasks.busy") : t("tasks.create")}
        </Button>
        <span className="text-xs text-muted max-sm:hidden">{t("tasks.keys")}</span>
      </div>
      {failure !== null && failure.fields.length === 0 && (
        <Notice tone="blocked" role="alert" className="lg:col-span-4">
          {failure.kind === "unreachable" ? t("tasks.unreachable") : failure.message}
        </Notice>
      )}
    </form>
  );
}

/** What the form holds, but for where and whose it is. */
function wishOf(data: FormData): Omit<apiTypes.CreateTaskRequest, "propertyId" | "idempotencyKey"> {
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const hours = Number(text("due"));
  return {
    title: text("title"),
    room: text("room"),
    notes: text("notes"),
    kind: text("kind") as contract.TaskKind,
    priority: data.get("urgent") === null ? "normal" : "urgent",
    assigneeId: text("assignee"),
    ...(hours > 0 && { dueAt: new Date(Date.now() + hours * HOUR_MS).toISOString() }),
  };
}

interface TaskFieldsProps {
  members: readonly contract.StaffMember[];
  /** What the server said of a field. */
  errorOf: (path: string) => string | null;
}

function TaskFields({ members, errorOf }: TaskFieldsProps): ReactNode {
  return (
    <>
      <div className="lg:col-span-2">
        <Field label={t("tasks.field.title")} error={errorOf("title")}>
          {(control) => <input {...control} name="title" maxLength={200} autoComplete="off" className="control" />}
        </Field>
      </div>
      <Field label={t("tasks.field.room")} note={t("booking.optional")} error={errorOf("room")}>
        {(control) => <input {...control} name="room" maxLength={16} autoComplete="off" className="control" />}
      </Field>
      <Pick name="kind" label={t("tasks.field.kind")} options={KINDS.map((kind) => [kind, t(`tasks.kind.${kind}`)])} />
      <Pick
        name="due"
        label={t("tasks.field.due")}
        options={[
          ["", t("tasks.noHurry")],
          ...HOURS.map((hours): [string, string] => [String(hours), t("tasks.within", { count: hours })]),
        ]}
      />
      <Pick
        name="assignee"
        label={t("tasks.field.assignee")}
        options={[["", t("tasks.nobody")], ...members.map(({ id, name }): [string, string] => [id, name])]}
      />
      <div className="lg:col-span-2">
        <Field label={t("tasks.field.notes")} note={t("booking.optional")} error={errorOf("notes")}>
          {(control) => <input {...control} name="notes" maxLength={2000} autoComplete="off" className="control" />}
        </Field>
      </div>
    </>
  );
}

function Pick({ name, label, options }: { name: string; label: string; options: [string, string][] }): ReactNode {
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} name={name} className="control">
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
