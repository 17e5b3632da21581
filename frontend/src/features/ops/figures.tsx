import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Figure } from "./figure";
import type { Operating } from "./ops.queries";

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** The numbers that say whether all is well. */
export function Figures({ now, rates }: Operating): ReactNode {
  const count = (isWanted: (phase: string) => boolean): number =>
    now.clients.reduce((sum, group) => sum + (isWanted(group.phase) ? group.count : 0), 0);
  const open = count(() => true);
  const live = count((phase) => phase === "live");
  const held = now.held.reduce((sum, service) => sum + service.held, 0);
  const behind = now.slowest.length;
  return (
    <dl className="panel flex shrink-0 flex-wrap overflow-hidden" aria-label={t("ops.figures")}>
      <Figure label={t("ops.connections")} value={whole.format(open)} note={t("ops.live", { count: live })} />
      <Figure
        label={t("ops.behind")}
        value={whole.format(behind)}
        note={behind === 0 ? t("ops.nobodyBehind") : t("ops.somebodyBehind")}
        isGood={behind === 0}
      />
      <Figure
        label={t("ops.delivered")}
        value={rates === null ? "–" : rate.format(rates.delivered)}
        note={rates === null ? t("ops.counting") : t("ops.replayed", { rate: rate.format(rates.replayed) })}
      />
      <Figure
        label={t("ops.latency")}
        value={now.latency === null ? "–" : t("ops.ms", { ms: whole.format(now.latency.p50Ms) })}
        note={
          now.latency === null
            ? t("ops.noRuns")
            : t("ops.p99", { ms: whole.format(now.latency.p99Ms), count: now.latency.runs })
        }
      />
      <Figure
        label={t("ops.waiting")}
        value={whole.format(now.backlogBatches + held)}
        note={held === 0 ? t("ops.noneHeld") : t("ops.held", { count: held })}
        isGood={held === 0}
      />
      <Figure
        label={t("ops.parked")}
        value={whole.format(now.parked)}
        note={now.parked === 0 ? t("ops.noneParked") : t("ops.someParked")}
        isGood={now.parked === 0}
      />
    </dl>
  );
}
