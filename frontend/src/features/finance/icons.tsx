import { BedDouble, CircleEllipsis, Puzzle, UtensilsCrossed } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import type { RevenueSource } from "./finance-types";

const ICONS: Record<RevenueSource, typeof BedDouble> = {
  room: BedDouble,
  fnb: UtensilsCrossed,
  addon: Puzzle,
  other: CircleEllipsis,
};

/** What was sold, as an icon and a word. */
export function SourceLabel({ source }: { source: RevenueSource }): ReactNode {
  const Icon = ICONS[source];
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="truncate">{t(`finance.source.${source}`)}</span>
    </span>
  );
}
