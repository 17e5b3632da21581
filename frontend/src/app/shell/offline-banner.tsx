import { WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import type { identity } from "../../api/client.gen";
import { formatTime } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { formatWait } from "../../lib/i18n/wait";
import { useLive } from "../../lib/live";
import { locale } from "../../lib/locale";
import { Button } from "../../ui/button";
import { useNow } from "../../ui/use-now";

/** While the stream is down: since when the screen is stale, and what still works. */
export function OfflineBanner({ property }: { property: identity.MyProperty | null }): ReactNode {
  const { connection, retry } = useLive();
  const { state, staleSince, retryAt, reason, final } = connection;
  const now = useNow(1000, state === "offline");
  if (state !== "offline") return null;
  const since = formatTime(staleSince ?? now, property?.timeZone ?? "UTC", locale);
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-blocked-soft px-4 py-2 text-sm text-blocked"
    >
      <WifiOff aria-hidden className="size-4 shrink-0" />
      <p className="min-w-60 flex-1">
        <strong className="font-semibold">
          {final
            ? t("connection.bannerFinal", { reason: reason ?? "" })
            : t("connection.bannerOffline", { time: since })}
        </strong>{" "}
        <span className="text-text">{t("connection.bannerWorks")}</span>
      </p>
      {retryAt !== null && retryAt > now && (
        <span className="text-text tabular-nums">{t("connection.retryIn", { wait: formatWait(retryAt - now) })}</span>
      )}
      <Button onClick={retry} className="h-8">
        {t("connection.retryNow")}
      </Button>
    </div>
  );
}
