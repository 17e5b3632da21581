import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "../../../lib/i18n/t";
import { locale } from "../../../lib/locale";
import { formatMinor } from "../../../lib/money";
import { cx } from "../../../ui/class-names";
import type { CashSession } from "./cash.queries";

/** What had to be in a drawer, what was, and the difference; nothing before it is counted. */
export function CountFigures({ session }: { session: CashSession }): ReactNode {
  const { expectedMinor, countedMinor, varianceMinor, currency } = session;
  if (expectedMinor === null || countedMinor === null || varianceMinor === null) return null;
  const Icon = varianceMinor === 0 ? CircleCheck : TriangleAlert;
  return (
    <dl className="grid max-w-md grid-cols-3 gap-3">
      <Figure label={t("money.cash.expected")} value={formatMinor(expectedMinor, currency, locale)} />
      <Figure label={t("money.cash.countedShort")} value={formatMinor(countedMinor, currency, locale)} />
      <div>
        <dt className="text-xs text-muted">{`${t("money.cash.variance")}, ${currency}`}</dt>
        <dd
          data-testid="variance"
          className={cx(
            "flex items-center gap-1 font-semibold tabular-nums",
            varianceMinor === 0 ? "text-good" : "text-attention",
          )}
        >
          <Icon aria-hidden className="size-4 shrink-0" />
          {formatMinor(varianceMinor, currency, locale)}
        </dd>
      </div>
    </dl>
  );
}

function Figure({ label, value }: { label: string; value: string }): ReactNode {
  return (
    <div>
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="font-medium tabular-nums">{value}</dd>
    </div>
  );
}
