import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { formatDay, formatInstant } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";

/** How the day was closed: when, what it locked, what was left open, and why that was passed over. */
export function Close({ close, timeZone }: { close: contract.DayClose; timeZone: string }): ReactNode {
  const { closedAt, nextDate, lineCount, reason } = close;
  const open = [
    ...(close.expensesOpen > 0 ? [t("reports.expensesOpen", { count: close.expensesOpen })] : []),
    ...(close.arrivalsOpen > 0 ? [t("reports.arrivalsOpen", { count: close.arrivalsOpen })] : []),
    ...(close.departuresOpen > 0 ? [t("reports.departuresOpen", { count: close.departuresOpen })] : []),
  ];
  const closed =
    closedAt === null
      ? t("reports.running")
      : t("reports.closedAt", { at: formatInstant(closedAt, timeZone, locale), next: formatDay(nextDate, locale) });
  return (
    <section aria-label={t("reports.close")} className="panel p-3 text-sm print:mb-3 print:break-inside-avoid">
      <h2 className="mb-1 font-semibold">{t("reports.close")}</h2>
      <p>
        {closed} {lineCount !== null && t("reports.lineCount", { count: lineCount })}
      </p>
      <p>{open.length === 0 ? t("reports.nothingOpen") : t("reports.leftOpen", { what: open.join(", ") })}</p>
      {reason !== null && <p>{t("reports.reason", { reason })}</p>}
    </section>
  );
}
