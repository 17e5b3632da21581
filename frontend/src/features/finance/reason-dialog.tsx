import { type ReactNode, useState } from "react";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { submitByKeys } from "../../ui/submit-by-keys";
import { sayFailure } from "./say-failure";

interface ReasonDialogProps {
  title: string;
  /** What will be done. */
  children?: ReactNode;
  submit: string;
  isOptional?: boolean;
  error: unknown;
  busy: boolean;
  onSubmit: (reason: string) => void;
  onClose: () => void;
}

const LONGEST = 500;

/** Asks why before something is done. */
export function ReasonDialog(props: ReasonDialogProps): ReactNode {
  const { title, children, submit, isOptional = false, error, busy, onSubmit, onClose } = props;
  const [reason, setReason] = useState("");
  const failure = sayFailure(error);
  return (
    <Dialog title={title} closeLabel={t("booking.close")} onClose={onClose}>
      <form
        ref={submitByKeys}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onSubmit(reason.trim());
        }}
      >
        {children !== undefined && <div>{children}</div>}
        <Field label={t("money.reason")} {...(isOptional ? { note: t("booking.optional") } : {})}>
          {(control) => (
            <textarea
              {...control}
              data-testid="reason"
              rows={2}
              maxLength={LONGEST}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              className="control h-auto py-1.5"
            />
          )}
        </Field>
        {failure !== null && (
          <Notice tone="blocked" role="alert">
            {failure}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("money.cancel")}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
