import { WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { formatTime } from "../../lib/dates";
import { t, type TextKey } from "../../lib/i18n/t";
import { formatWait } from "../../lib/i18n/wait";
import { useLive } from "../../lib/live";
import { locale } from "../../lib/locale";
import { Button } from "../../ui/button";
import { useNow } from "../../ui/use-now";

/** Refusals that a person can do something about; the server's names for them (realtime/SPEC.md, RT15). */
const FINAL: Partial<Record<string, TextKey>> = {
  session_ended: "connection.final.sessionEnded",
  not_permitted: "connection.final.notPermitted",
  unsupported_version: "connection.final.unsupportedVersion",
};

function finalText(reason: string): string {
  return t("connection.bannerFinal", { why: t(FINAL[reason] ?? "connection.final.other", { reason }) });
}

/** While the stream is down: since when the screen is stale, and what still works. */
export function OfflineBanner({ property }: { property: contract.MyProperty | null }): ReactNode {
  const { connection, retry } = useLive();
  const { state, staleSince, retryAt, reason, final } = connection;
  const now = useNow(1000, state === "offline");
  if (state !== "offline") return null;
  const since = formatTime(staleSince ?? now, property?.timeZone ?? "UTC", locale);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-blocked-soft px-4 py-2 text-sm text-blocked">
      <WifiOff aria-hidden className="size-4 shrink-0" />
      {/* Without the countdown beside it, which would be read out every second. */}
      <p role="alert" className="min-w-60 flex-1">
        <strong className="font-semibold">
          {final ? finalText(reason ?? "") : t("connection.bannerOffline", { time: since })}
        </strong>{" "}
        <span className="text-text">{t("connection.bannerWorks")}</span>
      </p>
      {retryAt !== null && retryAt > now && (
        <span className="text-text tabular-nums">{t("connection.retryIn", { wait: formatWait(retryAt - now) })}</span>
      )}
      <Button onClick={retry}>{t("connection.retryNow")}</Button>
    </div>
  );
}
