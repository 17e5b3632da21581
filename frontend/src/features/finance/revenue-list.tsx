import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { type CSSProperties, type ReactNode, useMemo, useRef } from "react";
import type { api, contract } from "../../api/client.gen";
import { foreignZone, formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale, readerZone } from "../../lib/locale";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { useNarrow } from "../../ui/use-narrow";
import { useNow } from "../../ui/use-now";
import { useFinance } from "./finance-context";
import type { Revenue } from "./finance-types";
import { type ListItem, listItems } from "./list-items";
import { COLUMN_COUNT, COLUMNS, NARROW_PX, PendingRow, RevenueRow } from "./revenue-row";
import { useHeldRows } from "./use-held-rows";
import { type RowHandlers, useRowFocus } from "./use-row-focus";

interface RevenueListProps {
  rows: readonly Revenue[];
  pending: readonly api.RecordRevenueRequest[];
  property: contract.MyProperty;
  nameOf: (personId: string) => string;
  hasMore: boolean;
  isLoadingMore: boolean;
  onLoadMore: () => void;
  onOpen: (row: Revenue) => void;
}

/** Lines of revenue, newest first; draws only what is in view. */
export function RevenueList(props: RevenueListProps): ReactNode {
  const { rows, pending, property, nameOf, hasMore } = props;
  const { arrivals } = useFinance();
  const scroller = useRef<HTMLDivElement>(null);
  const { shown, waiting, show } = useHeldRows(rows, arrivals, scroller);
  const items = useMemo(() => listItems(shown, pending), [shown, pending]);
  const isNarrow = useNarrow(scroller, NARROW_PX);
  const focus = useRowFocus(items, scroller, (index) => virtual.scrollToIndex(index));
  // oxlint-disable-next-line react/incompatible-library -- its functions change what they return; none is handed on or memoised
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => heightOf(items[i], isNarrow),
    getItemKey: (i) => items[i]?.key ?? i,
    // The line that Tab reaches is drawn wherever it is, or the list could not be entered, and the focus would be lost by scrolling.
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), focus.index),
    overscan: 12,
    initialRect: { width: 800, height: 600 },
  });
  return (
    <div className="panel relative flex min-h-64 flex-1 flex-col overflow-hidden">
      {waiting > 0 && <NewLines count={waiting} onShow={show} />}
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <div role="grid" aria-readonly aria-label={t("finance.table")} aria-rowcount={hasMore ? -1 : items.length + 1}>
          {!isNarrow && <Head property={property} />}
          <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start, size }) => {
              const item = items[index];
              if (item === undefined) return null;
              return (
                <Item
                  key={item.key}
                  item={item}
                  property={property}
                  isNarrow={isNarrow}
                  nameOf={nameOf}
                  // The head is the first row.
                  index={index + 2}
                  isFresh={arrivals.isFresh(item.key)}
                  isFocusable={index === focus.index}
                  handlers={focus.handlers}
                  onOpen={props.onOpen}
                  style={{ height: size, transform: `translateY(${start}px)` }}
                />
              );
            })}
          </div>
        </div>
        <Foot {...props} />
      </div>
    </div>
  );
}

function withIndex(indexes: number[], index: number): number[] {
  return index === -1 || indexes.includes(index) ? indexes : [...indexes, index].toSorted((a, b) => a - b);
}

function heightOf(item: ListItem | undefined, isNarrow: boolean): number {
  if (item?.kind === "day") return 32;
  return isNarrow ? 60 : 36;
}

interface ItemProps {
  item: ListItem;
  property: contract.MyProperty;
  isNarrow: boolean;
  nameOf: (personId: string) => string;
  index: number;
  isFresh: boolean;
  isFocusable: boolean;
  handlers: RowHandlers;
  onOpen: (row: Revenue) => void;
  style: CSSProperties;
}

function Item({ item, nameOf, isFresh, isFocusable, handlers, onOpen, ...place }: ItemProps): ReactNode {
  switch (item.kind) {
    case "day":
      return <DayHeading day={item.day} {...place} />;
    case "pending":
      return <PendingRow request={item.request} {...place} />;
    case "row":
      return (
        <RevenueRow
          row={item.row}
          recordedBy={nameOf(item.row.recordedBy)}
          isFresh={isFresh}
          isFocusable={isFocusable}
          handlers={handlers}
          onOpen={onOpen}
          {...place}
        />
      );
  }
}

function NewLines({ count, onShow }: { count: number; onShow: () => void }): ReactNode {
  return (
    <Button
      look="primary"
      onClick={onShow}
      className="enter absolute start-1/2 top-10 z-10 -translate-x-1/2 shadow-lift max-sm:top-2 rtl:translate-x-1/2"
    >
      <ArrowUp aria-hidden className="size-4" />
      {t("finance.new", { count })}
    </Button>
  );
}

const ZONE_EVERY_MS = 60_000;

function Head({ property }: { property: contract.MyProperty }): ReactNode {
  const zone = foreignZone(property.timeZone, readerZone, useNow(ZONE_EVERY_MS), locale);
  return (
    <div role="rowgroup" className="sticky top-0 z-[1] border-b border-line bg-surface">
      <div role="row" aria-rowindex={1} className={cx("h-9 px-3 text-xs font-medium text-muted", COLUMNS)}>
        <div role="columnheader">
          {zone === null ? t("finance.column.time") : `${t("finance.column.time")} (${zone})`}
        </div>
        <div role="columnheader">{t("finance.column.source")}</div>
        <div role="columnheader">{t("finance.column.paymentMode")}</div>
        <div role="columnheader">{t("finance.column.description")}</div>
        <div role="columnheader">{t("finance.column.recordedBy")}</div>
        <div role="columnheader" className="text-end">
          {t("finance.column.amountIn", { currency: property.currency })}
        </div>
      </div>
    </div>
  );
}

function DayHeading({ day, index, style }: Pick<ItemProps, "index" | "style"> & { day: string }): ReactNode {
  return (
    <div
      role="row"
      aria-rowindex={index}
      style={style}
      className="absolute inset-x-0 flex items-center border-b border-line bg-canvas px-3 text-xs font-medium text-muted"
    >
      <span role="gridcell" aria-colspan={COLUMN_COUNT}>
        {formatDay(day, locale)}
      </span>
    </div>
  );
}

function Foot({ rows, hasMore, isLoadingMore, onLoadMore }: RevenueListProps): ReactNode {
  if (rows.length === 0) return null;
  return (
    <div className="flex justify-center p-3 text-xs text-muted">
      {hasMore ? (
        <Button busy={isLoadingMore} onClick={onLoadMore}>
          {isLoadingMore ? t("finance.loadingMore") : t("finance.more")}
        </Button>
      ) : (
        t("finance.end", { count: rows.length })
      )}
    </div>
  );
}
