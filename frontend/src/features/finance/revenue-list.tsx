import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import type { finance, identity } from "../../api/client.gen";
import { foreignZone, formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale, readerZone } from "../../lib/locale";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { useMedia } from "../../ui/use-media";
import { useFinance } from "./finance-context";
import type { Revenue } from "./finance-types";
import { type ListItem, listItems } from "./list-items";
import { COLUMNS, PendingRow, RevenueRow } from "./revenue-row";
import { useHeldRows } from "./use-held-rows";

interface RevenueListProps {
  rows: readonly Revenue[];
  pending: readonly finance.RecordRevenueRequest[];
  property: identity.MyProperty;
  nameOf: (personId: string) => string;
  hasMore: boolean;
  isLoadingMore: boolean;
  onLoadMore: () => void;
}

/** Lines of revenue, newest first; draws only what is in view. */
export function RevenueList(props: RevenueListProps): ReactNode {
  const { rows, pending, property, nameOf } = props;
  const { arrivals } = useFinance();
  const scroller = useRef<HTMLDivElement>(null);
  const { shown, waiting, show } = useHeldRows(rows, arrivals, scroller);
  const items = useMemo(() => listItems(shown, pending), [shown, pending]);
  const isPhone = useMedia("(max-width: 639px)");
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => heightOf(items[i], isPhone),
    getItemKey: (i) => items[i]?.key ?? i,
    overscan: 12,
    initialRect: { width: 800, height: 600 },
  });
  const [focused, setFocused] = useState<string | null>(null);
  const firstRow = items.find((item) => item.kind === "row")?.key ?? null;
  const focusable = items.some(({ key }) => key === focused) ? focused : firstRow;

  /** J and K or the arrows step through the lines; the list scrolls along. */
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const move = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (move === undefined || (event.target as HTMLElement).role !== "row") return;
    const at = items.findIndex(({ key }) => key === focusable);
    const next =
      move === 1
        ? items.findIndex((item, i) => i > at && item.kind === "row")
        : items.findLastIndex((item, i) => i < at && item.kind === "row");
    const key = items[next]?.key;
    if (key === undefined) return;
    event.preventDefault();
    setFocused(key);
    virtual.scrollToIndex(next);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-id="${key}"]`)?.focus());
  }

  return (
    <div className="panel relative flex min-h-0 flex-1 flex-col overflow-hidden">
      {waiting > 0 && (
        <Button
          look="primary"
          onClick={show}
          className="enter absolute start-1/2 top-10 z-10 h-8 -translate-x-1/2 rounded-full shadow-lift rtl:translate-x-1/2"
        >
          <ArrowUp aria-hidden className="size-4" />
          {t("finance.new", { count: waiting })}
        </Button>
      )}
      <div
        ref={scroller}
        role="table"
        aria-label={t("finance.table")}
        aria-rowcount={rows.length}
        onKeyDown={onKeyDown}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain"
      >
        <Head property={property} />
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const item = items[index];
            const style = { height: size, transform: `translateY(${start}px)` };
            if (item === undefined) return null;
            if (item.kind === "day") return <DayHeading key={item.key} day={item.day} style={style} />;
            if (item.kind === "pending")
              return <PendingRow key={item.key} request={item.request} property={property} style={style} />;
            const who = nameOf(item.row.recordedBy);
            const isFocusable = item.key === focusable;
            return (
              <RevenueRow
                key={item.key}
                row={item.row}
                property={property}
                recordedBy={who}
                index={index + 1}
                fresh={arrivals.isFresh(item.key)}
                focusable={isFocusable}
                style={style}
              />
            );
          })}
        </div>
        <Foot {...props} />
      </div>
    </div>
  );
}

function heightOf(item: ListItem | undefined, isPhone: boolean): number {
  if (item?.kind === "day") return 32;
  return isPhone ? 60 : 36;
}

function Head({ property }: { property: identity.MyProperty }): ReactNode {
  const zone = foreignZone(property.timeZone, readerZone, Date.now(), locale);
  return (
    <div role="rowgroup" className="sticky top-0 z-[1] border-b border-line bg-surface max-sm:sr-only">
      <div role="row" className={cx("h-9 px-3 text-xs font-medium text-muted", COLUMNS)}>
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

function DayHeading({ day, style }: { day: string; style: React.CSSProperties }): ReactNode {
  return (
    <div
      role="row"
      style={style}
      className="absolute inset-x-0 flex items-center border-b border-line bg-canvas px-3 text-xs font-medium text-muted"
    >
      <span role="cell">{formatDay(day, locale)}</span>
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
