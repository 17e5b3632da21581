import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "../../ui/class-names";

interface FigureProps {
  label: string;
  value: string;
  /** What belongs to the number, or what is wrong with it. */
  note: string;
  /** `null`: a number without good or bad. */
  isGood?: boolean | null;
}

/** One number of the page; that something is wrong is said by icon, colour and words. */
export function Figure({ label, value, note, isGood = null }: FigureProps): ReactNode {
  const Icon = isGood === true ? CircleCheck : TriangleAlert;
  return (
    <div className="min-w-36 flex-1 border-line px-3 py-2 not-first:border-s max-sm:min-w-[45%] max-sm:not-first:border-s-0 max-sm:nth-[n+3]:border-t">
      <dt className="text-xs text-muted">{label}</dt>
      <dd>
        <span className="block text-xl font-semibold tabular-nums">{value}</span>
        <span
          className={cx(
            "flex items-center gap-1 text-xs tabular-nums",
            isGood === null ? "text-muted" : isGood ? "text-good" : "text-attention",
          )}
        >
          {isGood !== null && <Icon aria-hidden className="size-3.5 shrink-0" />}
          {note}
        </span>
      </dd>
    </div>
  );
}
