import type { ReactNode } from "react";
import { toFailure } from "../api/failure";
import { t } from "./i18n/t";
import { FailureNotice } from "../ui/failure-notice";

/** Something could not be loaded; nothing where there is no error. */
export function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => unknown }): ReactNode {
  if (error === null) return null;
  const failure = toFailure(error);
  return (
    <FailureNotice
      title={t("failure.title")}
      message={failure.kind === "unreachable" ? t("failure.unreachable") : failure.message}
      errorId={failure.errorId}
      retry={t("failure.retry")}
      onRetry={() => void onRetry()}
      copy={t("failure.copy")}
      copied={t("failure.copied")}
    />
  );
}
