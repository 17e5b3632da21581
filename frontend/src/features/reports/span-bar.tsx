import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { cx } from "../../ui/class-names";
import { DateField } from "../../ui/date-field";
import { lastDays, type Span, SPANS } from "./reports-search";

interface SpanBarProps {
  span: Span;
  businessDate: string;
  onSpan: (span: Partial<Span>) => void;
  children: ReactNode;
}

/** Which dates: a usual span up to the open day, or any two. */
export function SpanBar({ span, businessDate, onSpan, children }: SpanBarProps): ReactNode {
  return (
    <div role="group" aria-label={t("reports.span")} className="flex flex-wrap items-center gap-2">
      <div className="flex rounded-md border border-line bg-surface p-0.5 max-sm:w-full">
        {SPANS.map((days) => {
          const last = lastDays(days, businessDate);
          const isShown = last.from === span.from && last.to === span.to;
          return (
            <button
              key={days}
              type="button"
              aria-pressed={isShown}
              onClick={() => onSpan(last)}
              className={cx(
                "h-8 rounded px-3 whitespace-nowrap max-sm:h-10 max-sm:flex-1 max-sm:px-1",
                isShown ? "bg-accent-soft font-semibold text-accent" : "hover:bg-sunken",
              )}
            >
              {t("reports.lastDays", { days })}
            </button>
          );
        })}
      </div>
      <div className="flex gap-2 max-sm:w-full">
        <DateField
          label={t("reports.from")}
          value={span.from}
          max={span.to}
          onChange={(from) => from !== "" && onSpan({ ...span, from })}
        />
        <DateField
          label={t("reports.to")}
          value={span.to}
          min={span.from}
          onChange={(to) => to !== "" && onSpan({ ...span, to })}
        />
      </div>
      <div className="ms-auto flex gap-2 max-sm:w-full max-sm:*:flex-1">{children}</div>
    </div>
  );
}
