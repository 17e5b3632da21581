import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { api } from "../../api/client";
import type { api as apiTypes, contract } from "../../api/client.gen";
import { isTransient, toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { announce } from "../../ui/announcer";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { submitByKeys } from "../../ui/submit-by-keys";
import { sayFailure } from "./use-desk-action";

const CATEGORIES = ["housekeeping", "maintenance", "food", "information", "other"] as const;
const CHANNELS = ["phone", "desk", "chat", "qr"] as const;
const MINUTES = [15, 30, 60, 120, 240] as const;
const MINUTE_MS = 60_000;
const LONGEST_WISH = 500;

interface RequestDialogProps {
  property: contract.MyProperty;
  onClose: () => void;
}

/** Notes what a guest asks for; nothing counts as noted before the server says so. */
export function RequestDialog({ property, onClose }: RequestDialogProps): ReactNode {
  // The same key goes with every attempt, so trying again is safe.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: (request: apiTypes.CreateRequestRequest) => api.guest.createRequest(request),
    retry: (failures, error) => failures < 2 && isTransient(error),
    async onSuccess({ wish }) {
      announce(t("guest.request.noted", { wish }));
      onClose();
      await client.invalidateQueries({ queryKey: ["requests", property.id] });
    },
  });
  const failure = create.error === null ? null : toFailure(create.error);
  const errorOf = (path: string): string | null =>
    failure?.fields.find((field) => field.path === path)?.message ?? null;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    create.mutate({ ...wishOf(new FormData(event.currentTarget)), propertyId: property.id, idempotencyKey });
  };
  return (
    <Dialog title={t("guest.request.add")} closeLabel={t("guest.close")} onClose={onClose}>
      <form ref={submitByKeys} noValidate onSubmit={submit} className="grid grid-cols-2 gap-3">
        <RequestFields errorOf={errorOf} />
        {failure !== null && failure.fields.length === 0 && (
          <Notice tone="blocked" role="alert" className="col-span-2">
            {sayFailure(create.error)}
          </Notice>
        )}
        <div className="col-span-2 flex justify-end gap-2">
          <Button onClick={onClose}>{t("guest.cancel")}</Button>
          <Button type="submit" look="primary" busy={create.isPending}>
            {t("guest.request.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What the form holds, but for where it belongs. */
function wishOf(data: FormData): Omit<apiTypes.CreateRequestRequest, "propertyId" | "idempotencyKey"> {
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const minutes = Number(text("due"));
  return {
    wish: text("wish"),
    room: text("room"),
    category: text("category") as contract.RequestCategory,
    channel: text("channel") as contract.RequestChannel,
    ...(minutes > 0 && { dueAt: new Date(Date.now() + minutes * MINUTE_MS).toISOString() }),
  };
}

function RequestFields({ errorOf }: { errorOf: (path: string) => string | null }): ReactNode {
  return (
    <>
      <div className="col-span-2">
        <Field label={t("guest.request.field.wish")} error={errorOf("wish")}>
          {(control) => (
            <input
              {...control}
              data-autofocus
              name="wish"
              maxLength={LONGEST_WISH}
              autoComplete="off"
              className="control"
            />
          )}
        </Field>
      </div>
      <Field label={t("guest.request.field.room")} note={t("booking.optional")} error={errorOf("room")}>
        {(control) => <input {...control} name="room" maxLength={16} autoComplete="off" className="control" />}
      </Field>
      <Pick
        name="category"
        label={t("guest.request.field.category")}
        options={CATEGORIES.map((each) => [each, t(`guest.request.category.${each}`)])}
      />
      <Pick
        name="channel"
        label={t("guest.request.field.channel")}
        options={CHANNELS.map((each) => [each, t(`guest.request.channel.${each}`)])}
      />
      <Pick
        name="due"
        label={t("guest.request.field.due")}
        options={[
          ["", t("guest.request.asUsual")],
          ...MINUTES.map((minutes): [string, string] => [
            String(minutes),
            t("guest.request.within", { count: minutes }),
          ]),
        ]}
      />
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
