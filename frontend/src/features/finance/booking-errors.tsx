import { type ReactNode, type Ref } from "react";
import { type Failure } from "../../api/failure";
import { t, type TextKey } from "../../lib/i18n/t";
import { formatWait } from "../../lib/i18n/wait";
import { Button } from "../../ui/button";
import { CopyText } from "../../ui/copy-text";
import { Notice } from "../../ui/notice";
import type { Draft, DraftErrors } from "./booking";

interface BookingErrorsProps {
  ref: Ref<HTMLDivElement>;
  errors: DraftErrors;
  /** What the server said to the last attempt, when it is not about a field. */
  failure: Failure | null;
  onPick: (field: keyof Draft) => void;
  /** Books the same values under a new key. */
  onAnew: () => void;
}

const LABELS: Record<keyof Draft, TextKey> = {
  amount: "finance.column.amount",
  source: "booking.source",
  paymentMode: "booking.paymentMode",
  bankReference: "booking.bankReference",
  description: "booking.description",
};

/** Everything that keeps the booking from being made; takes the focus when it appears. */
export function BookingErrors({ ref, errors, failure, onPick, onAnew }: BookingErrorsProps): ReactNode {
  const fields = Object.entries(errors) as [keyof Draft, string][];
  if (fields.length === 0 && failure === null) return null;
  return (
    <Notice ref={ref} tone={failure?.kind === "unreachable" ? "attention" : "blocked"} role="alert" tabIndex={-1}>
      {failure !== null && <ServerFailure failure={failure} onAnew={onAnew} />}
      {fields.length > 0 && (
        <>
          <p>{t("booking.summary", { count: fields.length })}</p>
          <ul>
            {fields.map(([field, message]) => (
              <li key={field}>
                <button type="button" className="text-start underline" onClick={() => onPick(field)}>
                  {t(LABELS[field])}
                </button>
                : {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}

function ServerFailure({ failure, onAnew }: { failure: Failure; onAnew: () => void }): ReactNode {
  if (failure.kind === "unreachable") return t("booking.unreachable");
  if (failure.reason === "idempotency_key_reused") {
    return (
      <div className="flex flex-col items-start gap-2">
        {t("booking.changed")}
        <Button onClick={onAnew}>{t("booking.anew")}</Button>
      </div>
    );
  }
  if (failure.retryAfterMs !== null) return t("booking.limited", { wait: formatWait(failure.retryAfterMs) });
  return (
    <div>
      <p>{failure.message}</p>
      {failure.errorId !== null && (
        <CopyText
          text={t("failure.errorId", { id: failure.errorId })}
          label={t("failure.copy")}
          copied={t("failure.copied")}
        />
      )}
    </div>
  );
}
