import type { ReactNode } from "react";
import { t } from "../lib/i18n/t";
import { FailureNotice } from "../ui/failure-notice";

/** A page that has thrown. */
export function Crash({ error }: { error: unknown }): ReactNode {
  return (
    <div className="p-6">
      <FailureNotice
        title={t("failure.crash")}
        message={error instanceof Error ? error.message : String(error)}
        retry={t("failure.reload")}
        onRetry={() => location.reload()}
        copy={t("failure.copy")}
        copied={t("failure.copied")}
      />
    </div>
  );
}
