import type { CSSProperties, ReactNode } from "react";
import type { finance, identity } from "../../api/client.gen";
import { formatInstant, formatTime } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMinor, formatMoney } from "../../lib/money";
import { cx } from "../../ui/class-names";
import type { Revenue } from "./finance-types";
import { SourceLabel } from "./icons";

/** Columns of a line at the desk; on a phone the cells stand in two lines. */
export const COLUMNS =
  "sm:grid sm:grid-cols-[4rem_8.5rem_8.5rem_minmax(0,1fr)_8.5rem_7.5rem] sm:items-center sm:gap-x-3";

interface RowProps {
  row: Revenue;
  property: identity.MyProperty;
  /** Who booked it, in words. */
  recordedBy: string;
  index: number;
  fresh: boolean;
  focusable: boolean;
  style: CSSProperties;
}

/** One line of revenue. */
export function RevenueRow({ row, property, recordedBy, index, fresh, focusable, style }: RowProps): ReactNode {
  return (
    <div
      role="row"
      aria-rowindex={index}
      data-testid="revenue-row"
      data-id={row.id}
      tabIndex={focusable ? 0 : -1}
      style={style}
      className={cx(
        "absolute inset-x-0 border-b border-line px-3 outline-offset-[-2px] hover:bg-sunken max-sm:py-2 max-sm:text-[0.9375rem]",
        COLUMNS,
        fresh && "tint",
      )}
    >
      <Cells request={row} property={property} who={recordedBy}>
        <time dateTime={row.occurredAt} title={formatInstant(row.occurredAt, property.timeZone, locale)}>
          {formatTime(row.occurredAt, property.timeZone, locale)}
        </time>
      </Cells>
    </div>
  );
}

interface PendingRowProps {
  request: finance.RecordRevenueRequest;
  property: identity.MyProperty;
  style: CSSProperties;
}

/** A line that is on its way: shown where it will stand, and marked as not yet booked. */
export function PendingRow({ request, property, style }: PendingRowProps): ReactNode {
  const { amountMinor = 0, source = "other", paymentMode = "cash", bankReference = null, description = null } = request;
  const line = { amountMinor, currency: property.currency, source, paymentMode, bankReference, description };
  return (
    <div
      role="row"
      style={style}
      className={cx(
        "absolute inset-x-0 border-b border-dashed border-line px-3 text-muted italic max-sm:py-2",
        COLUMNS,
      )}
    >
      <Cells request={line} property={property} who={t("finance.you")}>
        <span className="late">{t("finance.pending")}</span>
      </Cells>
    </div>
  );
}

type Line = Pick<Revenue, "amountMinor" | "currency" | "source" | "paymentMode" | "bankReference" | "description">;

interface CellsProps {
  request: Line;
  property: identity.MyProperty;
  who: string;
  /** The time, or what stands for it. */
  children: ReactNode;
}

function Cells({ request, property, who, children }: CellsProps): ReactNode {
  const { amountMinor, currency, source, paymentMode, bankReference, description } = request;
  return (
    <>
      <div role="cell" className="text-muted tabular-nums max-sm:hidden">
        {children}
      </div>
      <div role="cell" className="max-sm:hidden">
        <SourceLabel source={source} />
      </div>
      <div role="cell" className="truncate max-sm:hidden">
        {t(`finance.paymentMode.${paymentMode}`)}
      </div>
      <div role="cell" className="truncate max-sm:pe-24 max-sm:font-medium" title={description ?? undefined}>
        {description ?? <span className="text-muted max-sm:hidden">–</span>}
        {description === null && <span className="sm:hidden">{t(`finance.source.${source}`)}</span>}
        {bankReference !== null && (
          <span
            className="ms-2 text-xs text-muted max-sm:hidden"
            title={t("finance.reference", { reference: bankReference })}
          >
            {bankReference}
          </span>
        )}
      </div>
      <div role="cell" className="truncate text-muted max-sm:hidden" title={who}>
        {who}
      </div>
      <div
        role="cell"
        className="text-end font-medium tabular-nums max-sm:absolute max-sm:end-3 max-sm:top-2"
        title={formatMoney(amountMinor, currency, locale)}
      >
        {currency !== property.currency && <span className="me-1 text-xs font-normal text-muted">{currency}</span>}
        {formatMinor(amountMinor, currency, locale)}
      </div>
      <div role="cell" className="flex min-w-0 items-center gap-1.5 text-xs text-muted sm:hidden">
        {children}
        <span aria-hidden>·</span>
        <span>{t(`finance.source.${source}`)}</span>
        <span aria-hidden>·</span>
        <span>{t(`finance.paymentMode.${paymentMode}`)}</span>
        <span aria-hidden>·</span>
        <span className="truncate">{who}</span>
      </div>
    </>
  );
}
