import type { ReactNode } from "react";
import { toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { FailureNotice } from "../../ui/failure-notice";

/** A list could not be loaded; nothing while it could. */
export function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  if (error === null) return null;
  const failure = toFailure(error);
  return (
    <FailureNotice
      title={t("failure.title")}
      message={failure.kind === "unreachable" ? t("failure.unreachable") : failure.message}
      errorId={failure.errorId}
      retry={t("failure.retry")}
      onRetry={onRetry}
      copy={t("failure.copy")}
      copied={t("failure.copied")}
    />
  );
}
