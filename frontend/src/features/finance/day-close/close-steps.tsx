import { CircleCheck, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../../api/client.gen";
import { formatDay } from "../../../lib/dates";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { cx } from "../../../ui/class-names";

const STEPS = ["locked", "balanced", "rolled", "closed"] as const satisfies readonly contract.DayCloseState[];

/** How far a close has come. */
export function CloseSteps({ close }: { close: contract.DayClose }): ReactNode {
  const reached = STEPS.indexOf(close.state);
  return (
    <section
      data-testid="close-steps"
      data-state={close.state}
      className="panel p-3"
      aria-label={t("money.dayClose.running", { day: formatDay(close.businessDate, locale) })}
    >
      <ol className="grid gap-2 sm:grid-cols-4">
        {STEPS.map((step, i) => {
          const isDone = i <= reached;
          const Icon = isDone ? CircleCheck : CircleDashed;
          return (
            <li key={step} className={cx("flex items-center gap-2", isDone ? "text-good" : "text-muted")}>
              <Icon aria-hidden className="size-4 shrink-0" />
              <span className={cx(isDone && "font-medium")}>{t(`money.dayClose.step.${step}`)}</span>
              <span className="sr-only">{t(isDone ? "money.dayClose.done" : "money.dayClose.pending")}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
