import type { ReactNode } from "react";
import { toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { FailureNotice } from "../../ui/failure-notice";
import { SkeletonRows } from "../../ui/skeleton";

interface LoadStateProps {
  isPending: boolean;
  error: Error | null;
  onRetry: () => void;
}

/** Says that something is loading, or why it could not be loaded. */
export function LoadState({ isPending, error, onRetry }: LoadStateProps): ReactNode {
  if (error !== null)
    return (
      <FailureNotice
        title={t("failure.title")}
        message={toFailure(error).message}
        errorId={toFailure(error).errorId}
        retry={t("failure.retry")}
        onRetry={onRetry}
        copy={t("failure.copy")}
        copied={t("failure.copied")}
      />
    );
  return isPending ? <SkeletonRows rows={8} label={t("app.loading")} /> : null;
}
