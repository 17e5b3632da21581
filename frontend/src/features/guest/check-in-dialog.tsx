import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import type { api as apiTypes, contract } from "../../api/client.gen";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { announce } from "../../ui/announcer";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { freeRoomsQuery } from "./guest.queries";
import { roomChoices } from "./room-choices";
import { sayFailure, useDeskAction } from "./use-desk-action";

const checkIn = (id: string, params: apiTypes.CheckInRequest): Promise<contract.Reservation> =>
  api.guest.checkIn(id, params);

interface CheckInDialogProps {
  property: contract.MyProperty;
  stay: contract.Reservation;
  onClose: () => void;
}

/** The guest moves in: the room is chosen among those that are free and ready; the assigned one comes first. */
export function CheckInDialog({ property, stay, onClose }: CheckInDialogProps): ReactNode {
  const rooms = useQuery(freeRoomsQuery(stay));
  const mayForce = property.permissions.includes("guest.checkin.force");
  const choices = roomChoices(rooms.data?.data ?? [], stay, mayForce);
  const [chosen, choose] = useState<string | null>(null);
  const room = choices.find(({ id }) => id === (chosen ?? stay.roomId)) ?? choices[0];
  const action = useDeskAction(checkIn, (done) => {
    announce(t("guest.done.checkIn", { name: done.guestName, room: done.roomNumber ?? "" }));
    onClose();
  });
  const submit = (): void => {
    if (room === undefined) return;
    const force = room.housekeeping === "dirty" ? { force: true } : {};
    const other = room.id === stay.roomId ? {} : { roomId: room.id };
    action.mutate({ id: stay.id, params: { version: stay.version, ...other, ...force } });
  };
  return (
    <Dialog title={t("guest.checkIn.title", { name: stay.guestName })} closeLabel={t("guest.close")} onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className="text-muted">
          {t("guest.checkIn.stay", {
            from: formatDay(stay.arrival, locale),
            to: formatDay(stay.departure, locale),
            count: stay.nights,
            type: stay.roomType,
          })}
        </p>
        {stay.notes !== null && <Notice tone="neutral">{stay.notes}</Notice>}
        {rooms.isSuccess && choices.length === 0 ? (
          <Notice tone="attention">{t("guest.checkIn.noRoom")}</Notice>
        ) : (
          <RoomField choices={choices} chosen={room?.id ?? ""} onChoose={choose} />
        )}
        {room?.housekeeping === "dirty" && <Notice tone="attention">{t("guest.checkIn.dirty")}</Notice>}
        {action.error !== null && (
          <Notice tone="blocked" role="alert">
            {sayFailure(action.error)}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("guest.cancel")}</Button>
          <Button
            type="submit"
            look="primary"
            busy={action.isPending}
            disabledReason={room === undefined ? t("guest.checkIn.noRoom") : null}
          >
            {action.isPending ? t("guest.checkIn.busy") : t("guest.checkIn.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface RoomFieldProps {
  choices: readonly contract.Room[];
  chosen: string;
  onChoose: (id: string) => void;
}

function RoomField({ choices, chosen, onChoose }: RoomFieldProps): ReactNode {
  return (
    <Field label={t("guest.checkIn.room")}>
      {(control) => (
        <select
          {...control}
          data-autofocus
          className="control"
          value={chosen}
          onChange={(event) => onChoose(event.target.value)}
        >
          {choices.map(({ id, number, roomType, housekeeping }) => (
            <option key={id} value={id}>
              {`${number} · ${roomType} · ${t(`guest.housekeeping.${housekeeping}`)}`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
