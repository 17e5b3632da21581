import { Undo2 } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import type { api, contract } from "../../api/client.gen";
import { formatInstant, formatTime } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMinor, formatMoney } from "../../lib/money";
import { cx } from "../../ui/class-names";
import type { Revenue } from "./finance-types";
import { SourceLabel } from "./icons";
import type { RowHandlers } from "./use-row-focus";

/** Where the list is narrower, the columns do not fit. */
export const NARROW_PX = 720;
/** Every line is a grid of its own, so no width may depend on what stands in it. */
export const COLUMNS =
  "grid grid-cols-[5rem_minmax(0,8.5rem)_minmax(0,8.5rem)_minmax(8rem,1fr)_minmax(0,8.5rem)_7.5rem] items-center gap-x-3";
export const COLUMN_COUNT = 6;
/** In a narrow list the cells stand in two lines, the amount at the end of the first. */
const TWO_LINES = "grid grid-cols-[minmax(0,1fr)_auto] content-center gap-x-3 max-sm:text-[0.9375rem]";

interface RowProps {
  property: contract.MyProperty;
  isNarrow: boolean;
  /** Its place in the grid, the head being 1. */
  index: number;
  style: CSSProperties;
}

interface RevenueRowProps extends RowProps {
  row: Revenue;
  /** Who booked it, in words. */
  recordedBy: string;
  isFresh: boolean;
  isFocusable: boolean;
  handlers: RowHandlers;
  onOpen: (row: Revenue) => void;
}

/** One line of revenue. */
export function RevenueRow(props: RevenueRowProps): ReactNode {
  const { row, property, isNarrow, recordedBy, index, isFresh, isFocusable, handlers, onOpen, style } = props;
  const Cells = isNarrow ? NarrowCells : WideCells;
  return (
    <div
      role="row"
      aria-rowindex={index}
      data-testid="revenue-row"
      data-id={row.id}
      tabIndex={isFocusable ? 0 : -1}
      {...handlers}
      onKeyDown={(event) => {
        if (event.key === "Enter") onOpen(row);
        else handlers.onKeyDown(event);
      }}
      onClick={() => onOpen(row)}
      style={style}
      className={cx(
        "absolute inset-x-0 cursor-pointer border-b border-line px-3 outline-offset-[-2px] hover:bg-sunken",
        isNarrow ? TWO_LINES : COLUMNS,
        isFresh && "tint",
      )}
    >
      <Cells line={row} property={property} who={recordedBy}>
        <time dateTime={row.occurredAt} title={formatInstant(row.occurredAt, property.timeZone, locale)}>
          {formatTime(row.occurredAt, property.timeZone, locale)}
        </time>
      </Cells>
    </div>
  );
}

/** A line that is on its way: shown where it will stand, and marked as not yet booked. */
export function PendingRow({
  request,
  property,
  isNarrow,
  index,
  style,
}: RowProps & { request: api.RecordRevenueRequest }): ReactNode {
  const { amountMinor = 0, source = "other", paymentMode = "cash", bankReference = null, description = null } = request;
  const what = { source, paymentMode, bankReference, description, reversalOf: null };
  const line = { amountMinor, currency: property.currency, ...what };
  const Cells = isNarrow ? NarrowCells : WideCells;
  return (
    <div
      role="row"
      aria-rowindex={index}
      style={style}
      className={cx(
        "absolute inset-x-0 border-b border-dashed border-line px-3 text-muted italic",
        isNarrow ? TWO_LINES : COLUMNS,
      )}
    >
      <Cells line={line} property={property} who={t("finance.you")}>
        <span className="late">{t("finance.pending")}</span>
      </Cells>
    </div>
  );
}

type Line = Pick<
  Revenue,
  "amountMinor" | "currency" | "source" | "paymentMode" | "bankReference" | "description" | "reversalOf"
>;

interface CellsProps {
  line: Line;
  property: contract.MyProperty;
  who: string;
  /** The time, or what stands for it. */
  children: ReactNode;
}

function WideCells({ line, property, who, children }: CellsProps): ReactNode {
  const { source, paymentMode, bankReference, description } = line;
  return (
    <>
      <div role="gridcell" className="whitespace-nowrap text-muted tabular-nums">
        {children}
      </div>
      <div role="gridcell">
        <SourceLabel source={source} />
      </div>
      <div role="gridcell" className="truncate">
        {t(`finance.paymentMode.${paymentMode}`)}
      </div>
      <div role="gridcell" className="truncate" title={description ?? undefined}>
        <TakesBack line={line} />
        {description === null ? <span className="text-muted">–</span> : <bdi>{description}</bdi>}
        {bankReference !== null && (
          <bdi className="ms-2 text-xs text-muted" title={t("finance.reference", { reference: bankReference })}>
            {bankReference}
          </bdi>
        )}
      </div>
      <div role="gridcell" className="truncate text-muted" title={who}>
        {who}
      </div>
      <Amount line={line} property={property} />
    </>
  );
}

function NarrowCells({ line, property, who, children }: CellsProps): ReactNode {
  const { source, paymentMode, description } = line;
  const sourceName = t(`finance.source.${source}`);
  const rest = [description === null ? null : sourceName, t(`finance.paymentMode.${paymentMode}`), who];
  return (
    <>
      <div role="gridcell" className="truncate font-medium">
        <TakesBack line={line} />
        {description ?? sourceName}
      </div>
      <Amount line={line} property={property} />
      <div role="gridcell" className="col-span-2 truncate text-xs text-muted">
        {children}
        {rest.filter((text) => text !== null).map((text) => ` · ${text}`)}
      </div>
    </>
  );
}

/** An icon and, for who does not see it, words: the line takes an earlier one back. */
function TakesBack({ line: { reversalOf } }: { line: Line }): ReactNode {
  if (reversalOf === null) return null;
  return (
    <span title={t("money.line.takesBack")} className="me-1.5 inline-block align-[-3px] text-attention">
      <Undo2 aria-hidden className="size-4" />
      <span className="sr-only">{t("money.line.takesBack")}: </span>
    </span>
  );
}

function Amount({ line, property }: Pick<CellsProps, "line" | "property">): ReactNode {
  const { amountMinor, currency } = line;
  return (
    <div
      role="gridcell"
      className="text-end font-medium whitespace-nowrap tabular-nums"
      title={formatMoney(amountMinor, currency, locale)}
    >
      {currency !== property.currency && <span className="me-1 text-xs font-normal text-muted">{currency}</span>}
      {formatMinor(amountMinor, currency, locale)}
    </div>
  );
}
