import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { announce } from "../../ui/announcer";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Notice } from "../../ui/notice";
import { type OtherStep, otherStepsOf } from "./stay-steps";
import { sayFailure, useDeskAction } from "./use-desk-action";

interface Taken {
  step: OtherStep;
  version: number;
}

function take(id: string, { step, version }: Taken): Promise<contract.Reservation> {
  switch (step) {
    case "undo-check-in":
      return api.guest.undoCheckIn(id, { version });
    case "undo-check-out":
      return api.guest.undoCheckOut(id, { version });
    case "no-show":
      return api.guest.markNoShow(id, { version });
    case "cancel":
      return api.guest.cancelReservation(id, { version });
  }
}

interface OtherStepsDialogProps {
  property: contract.MyProperty;
  stay: contract.Reservation;
  onClose: () => void;
}

/** What can be done with a stay beside its next step: one is chosen, and says what it means before it is done. */
export function OtherStepsDialog({ property, stay, onClose }: OtherStepsDialogProps): ReactNode {
  const [steps] = useState(() => otherStepsOf(stay, property.businessDate));
  const [chosen, choose] = useState(steps[0]);
  const action = useDeskAction(take, (done) => {
    if (chosen !== undefined) announce(t(`guest.other.${chosen}.done`, { name: done.guestName }));
    onClose();
  });
  return (
    <Dialog title={t("guest.other.title", { name: stay.guestName })} closeLabel={t("guest.close")} onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== undefined) action.mutate({ id: stay.id, params: { step: chosen, version: stay.version } });
        }}
      >
        {steps.map((step) => (
          <div key={step}>
            <label className="flex items-center gap-2 font-medium max-sm:min-h-11">
              <input
                type="radio"
                name="step"
                aria-describedby={`what-${step}`}
                checked={step === chosen}
                onChange={() => choose(step)}
              />
              {t(`guest.other.${step}.name`)}
            </label>
            <p id={`what-${step}`} className="ps-6 text-sm text-muted">
              {t(`guest.other.${step}.what`, { room: stay.roomNumber ?? "" })}
            </p>
          </div>
        ))}
        {action.error !== null && (
          <Notice tone="blocked" role="alert">
            {sayFailure(action.error)}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("guest.other.leave")}</Button>
          {chosen !== undefined && (
            <Button type="submit" look="primary" busy={action.isPending}>
              {t(`guest.other.${chosen}.name`)}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
