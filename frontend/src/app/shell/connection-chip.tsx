import { CircleDashed, Hourglass, RefreshCw, Repeat, Wifi, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { formatInstant } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { formatWait } from "../../lib/i18n/wait";
import { type Live, useLive } from "../../lib/live";
import { locale } from "../../lib/locale";
import type { ConnectionView } from "../../lib/realtime/machine/view";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { Popover } from "../../ui/popover";
import { useNow } from "../../ui/use-now";

const LOOKS: Record<ConnectionView["state"], { icon: typeof Wifi; box: string }> = {
  live: { icon: Wifi, box: "bg-good-soft text-good" },
  connecting: { icon: CircleDashed, box: "bg-sunken text-muted" },
  "catching-up": { icon: RefreshCw, box: "bg-attention-soft text-attention" },
  lagging: { icon: Hourglass, box: "bg-attention-soft text-attention" },
  polling: { icon: Repeat, box: "bg-good-soft text-good" },
  offline: { icon: WifiOff, box: "bg-blocked-soft text-blocked" },
};

const seqFormat = new Intl.NumberFormat(locale);
const secondsFormat = new Intl.NumberFormat(locale, {
  maximumSignificantDigits: 1,
  maximumFractionDigits: 2,
  roundingPriority: "lessPrecision",
});

/** The freshness seal: whether what is shown is complete, up to where, and how fast it came. A click explains it. */
export function ConnectionChip({ property }: { property: contract.MyProperty | null }): ReactNode {
  const live = useLive();
  const { state, seq } = live.connection;
  const { icon: Icon, box } = LOOKS[state];
  const isLive = (state === "live" || state === "polling") && seq !== null;
  return (
    <Popover
      label={t("connection.aria", { state: t(`connection.${state}`) })}
      align="end"
      trigger={(props) => (
        <button
          {...props}
          type="button"
          data-testid="connection-chip"
          data-state={state}
          data-seq={seq ?? undefined}
          data-transport={live.connection.transport ?? undefined}
          className={cx(
            "flex h-8 items-center gap-1.5 rounded-full px-3 text-sm whitespace-nowrap tabular-nums max-sm:h-9",
            box,
          )}
        >
          <Icon aria-hidden className="size-4 shrink-0" />
          <span className="font-medium">{t(`connection.${state}`)}</span>
          {isLive && (
            <span className="max-md:hidden">· {t("connection.completeTo", { seq: seqFormat.format(seq) })}</span>
          )}
          {isLive && live.delaySeconds !== null && (
            <span className="max-md:hidden">
              · {t("connection.seconds", { seconds: secondsFormat.format(live.delaySeconds) })}
            </span>
          )}
        </button>
      )}
    >
      {() => <Explanation live={live} zone={property?.timeZone ?? "UTC"} />}
    </Popover>
  );
}

function Explanation({ live, zone }: { live: Live; zone: string }): ReactNode {
  const { connection, delaySeconds, faults, retry } = live;
  const { state, heardAt } = connection;
  const now = useNow(1000);
  return (
    <div className="flex flex-col gap-2">
      <p className="font-semibold">{t(`connection.${state}`)}</p>
      <p>{explain(connection, zone)}</p>
      {heardAt !== null && <p>{t("connection.heard", { wait: formatWait(now - heardAt) })}</p>}
      {delaySeconds !== null && <p>{t("connection.delay", { seconds: secondsFormat.format(delaySeconds) })}</p>}
      {faults > 0 && <p>{t("connection.faults", { count: faults })}</p>}
      {state === "offline" && <Button onClick={retry}>{t("connection.retryNow")}</Button>}
    </div>
  );
}

/** What the state means for what is on the screen. */
function explain({ state, seq, staleSince }: ConnectionView, zone: string): string {
  const complete = { seq: seqFormat.format(seq ?? 0) };
  if (state === "live") return t("connection.explainLive", complete);
  if (state === "polling") return t("connection.explainPolling", complete);
  if (state === "lagging") return t("connection.explainLagging");
  if (staleSince === null) return t("connection.explainWaiting");
  return t("connection.explainStale", { time: formatInstant(staleSince, zone, locale) });
}
