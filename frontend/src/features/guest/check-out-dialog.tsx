import type { ReactNode } from "react";
import { api } from "../../api/client";
import type { api as apiTypes, contract } from "../../api/client.gen";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { announce } from "../../ui/announcer";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Notice } from "../../ui/notice";
import { sayFailure, useDeskAction } from "./use-desk-action";

const checkOut = (id: string, params: apiTypes.CheckOutRequest): Promise<contract.Reservation> =>
  api.guest.checkOut(id, params);

interface CheckOutDialogProps {
  property: contract.MyProperty;
  stay: contract.Reservation;
  onClose: () => void;
}

/** The guest leaves; asked again, since others may have the room a moment later. */
export function CheckOutDialog({ property, stay, onClose }: CheckOutDialogProps): ReactNode {
  const action = useDeskAction(checkOut, (done) => {
    announce(t("guest.done.checkOut", { name: done.guestName, room: done.roomNumber ?? "" }));
    onClose();
  });
  const isEarly = stay.departure > property.businessDate;
  return (
    <Dialog title={t("guest.checkOut.title", { name: stay.guestName })} closeLabel={t("guest.close")} onClose={onClose}>
      <div className="flex flex-col gap-3">
        <p>{t("guest.checkOut.what", { room: stay.roomNumber ?? "" })}</p>
        {isEarly && (
          <Notice tone="attention">{t("guest.checkOut.early", { date: formatDay(stay.departure, locale) })}</Notice>
        )}
        {action.error !== null && (
          <Notice tone="blocked" role="alert">
            {sayFailure(action.error)}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("guest.cancel")}</Button>
          <Button
            look="primary"
            data-autofocus
            busy={action.isPending}
            onClick={() => action.mutate({ id: stay.id, params: { version: stay.version } })}
          >
            {t("guest.checkOut.submit")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
