import { CircleAlert, Clock, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class-names";
import type { Pending } from "./use-send";

interface PendingBubbleProps {
  pending: Pending;
  onRetry: () => void;
  onDiscard: () => void;
}

/** A message that the server has not confirmed. It never looks like one that is sent. */
export function PendingBubble({ pending: { message, state, why }, onRetry, onDiscard }: PendingBubbleProps): ReactNode {
  const isFailed = state === "failed";
  const Icon = isFailed ? CircleAlert : Clock;
  return (
    <article data-testid="pending-message" data-state={state} className="mt-2 flex flex-col items-end gap-1">
      <div
        className={cx(
          "max-w-[min(36rem,85%)] rounded-xl border border-dashed px-3 py-1.5 [overflow-wrap:anywhere] whitespace-pre-wrap",
          isFailed ? "border-blocked" : "border-line-strong",
          message.isPublic ? "bg-accent-soft" : "bg-attention-soft",
        )}
      >
        {!message.isPublic && <Lock aria-label={t("chat.staffOnly")} className="me-1 inline size-3 text-attention" />}
        {message.content}
      </div>
      <p className={cx("flex items-center gap-1.5 text-xs", isFailed ? "text-blocked" : "late text-muted")}>
        <Icon aria-hidden className="size-3.5" />
        {isFailed ? t("chat.failed", { why: why ?? "" }) : t(`chat.${state}`)}
      </p>
      {isFailed && (
        <div className="flex gap-2">
          <Button onClick={onRetry}>{t("chat.retry")}</Button>
          <Button look="quiet" onClick={onDiscard}>
            {t("chat.discard")}
          </Button>
        </div>
      )}
    </article>
  );
}
