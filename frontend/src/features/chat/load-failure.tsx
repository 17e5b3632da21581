import type { ReactNode } from "react";
import { toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { FailureNotice } from "../../ui/failure-notice";

/** Something could not be loaded; nothing where there is no error. */
export function LoadFailure({ error, onRetry }: { error: Error | null; onRetry: () => unknown }): ReactNode {
  if (error === null) return null;
  const { message, errorId } = toFailure(error);
  return (
    <FailureNotice
      title={t("failure.title")}
      message={message}
      errorId={errorId}
      retry={t("failure.retry")}
      onRetry={() => void onRetry()}
      copy={t("failure.copy")}
      copied={t("failure.copied")}
    />
  );
}
