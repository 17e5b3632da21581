import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { cx } from "../../ui/class-names";
import type { PresenceState } from "./collaboration-link";

/** Whether a colleague has the chat open: full, hollow while they are away from it, nothing when they have not. */
export function PresenceDot({ state }: { state: PresenceState | undefined }): ReactNode {
  if (state !== "online" && state !== "away") return null;
  const label = t(state === "online" ? "chat.online" : "chat.away");
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={cx(
        "inline-block size-2 shrink-0 rounded-full border",
        state === "online" ? "border-good bg-good" : "border-muted",
      )}
    />
  );
}
