import { type ReactNode, useState } from "react";
import { formatDay } from "../../../lib/dates";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { Field } from "../../../ui/field";
import { submitByKeys } from "../../../ui/submit-by-keys";

interface CloseDialogProps {
  businessDate: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks for the date to be typed, since a closed day stays closed. */
export function CloseDialog({ businessDate, onConfirm, onClose }: CloseDialogProps): ReactNode {
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const next = new Date(Date.parse(`${businessDate}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return (
    <Dialog
      title={t("money.dayClose.confirm", { day: formatDay(businessDate, locale) })}
      closeLabel={t("booking.close")}
      onClose={onClose}
    >
      <form
        ref={submitByKeys}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === businessDate) onConfirm();
          else setWrong(true);
        }}
      >
        <p>{t("money.dayClose.confirmWhat", { next: formatDay(next, locale) })}</p>
        <Field
          label={t("money.dayClose.confirmType", { day: businessDate })}
          error={isWrong ? t("money.dayClose.confirmWrong", { day: businessDate }) : null}
        >
          {(control) => (
            <input
              {...control}
              data-testid="close-confirm"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="control tabular-nums"
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("money.cancel")}</Button>
          <Button type="submit" look="primary">
            {t("money.dayClose.close", { day: formatDay(businessDate, locale) })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const DAY_MS = 86_400_000;
