import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMinor } from "../../lib/money";
import { percentText } from "../../lib/percent";
import { cx } from "../../ui/class-names";
import { useFresh } from "../../ui/use-fresh";

interface KeyNumbersProps {
  span: contract.SpanFigures;
  definitions: readonly contract.KpiDefinition[];
}

/** What the span comes to, each number with its definition. */
export function KeyNumbers({ span, definitions }: KeyNumbersProps): ReactNode {
  const { currency } = span;
  const meaning = (field: keyof contract.SpanFigures): string =>
    definitions.find((each) => each.field === field)?.definition ?? "";
  const money = (minor: number | null): string => (minor === null ? "–" : formatMinor(minor, currency, locale));
  const { occupancyPermille: permille, roomsAvailable: available } = span;
  const occupancy = permille === null ? "–" : t("reports.percent", { value: percentText(permille, locale) });
  return (
    <dl className="grid gap-3 max-sm:gap-2 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-6">
      <Number label={t("reports.occupancy")} value={occupancy} meaning={meaning("occupancyPermille")} />
      <Number label={`${t("reports.adr")}, ${currency}`} value={money(span.adrMinor)} meaning={meaning("adrMinor")} />
      <Number
        label={`${t("reports.revpar")}, ${currency}`}
        value={money(span.revparMinor)}
        meaning={meaning("revparMinor")}
      />
      <Number
        label={`${t("reports.trevpar")}, ${currency}`}
        value={money(span.trevparMinor)}
        meaning={meaning("trevparMinor")}
      />
      <Number
        label={`${t("reports.revenue")}, ${currency}`}
        value={money(span.totalRevenueMinor)}
        meaning={meaning("totalRevenueMinor")}
      />
      <Number
        label={t("reports.roomNights")}
        value={String(span.roomsSold)}
        note={t("reports.ofAvailable", { available })}
        meaning={meaning("roomsSold")}
      />
    </dl>
  );
}

/** It tints when it changes. */
function Number({ label, value, note, meaning }: Record<"label" | "value" | "meaning", string> & { note?: string }) {
  const isFresh = useFresh(value);
  return (
    <div
      data-testid="key-number"
      className={cx(
        "panel min-w-0 px-3 py-2 max-sm:grid max-sm:grid-cols-[8.5rem_1fr] max-sm:gap-x-3",
        isFresh && "tint",
      )}
    >
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="max-sm:col-start-1">
        <span className="text-2xl leading-9 font-semibold tabular-nums max-sm:text-xl">{value}</span>
        {note !== undefined && (
          <span className="ms-2 text-sm text-muted tabular-nums max-sm:ms-0 max-sm:block">{note}</span>
        )}
      </dd>
      <dd className="text-xs text-muted max-sm:col-start-2 max-sm:row-span-2 max-sm:row-start-1">{meaning}</dd>
    </div>
  );
}
