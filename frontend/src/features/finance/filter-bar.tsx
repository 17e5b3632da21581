import { ListFilter, Search, X } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { t } from "../../lib/i18n/t";
import { IconButton } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { type Filters, readFilters } from "./filters";
import { PAYMENT_MODES, SOURCES } from "./finance-types";

/** Typing rests this long before the search starts. */
const TYPING_MS = 250;

interface FilterBarProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** What the list is narrowed to. On a phone the lesser filters open on demand. */
export function FilterBar({ filters, onChange }: FilterBarProps): ReactNode {
  const [open, setOpen] = useState(false);
  const set = (change: Record<string, string>): void => onChange(readFilters({ ...filters, ...change }));
  const isNarrowed = Object.keys(filters).length > 0;
  const folded = cx("w-auto max-sm:w-full", !open && "max-sm:hidden");
  return (
    <div role="search" aria-label={t("finance.filters")} className="flex flex-wrap items-center gap-2">
      <SearchBox value={filters.q ?? ""} onChange={(q) => set({ q })} />
      <IconButton
        label={t("finance.filters")}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={cx("sm:hidden", isNarrowed && "text-accent")}
      >
        <ListFilter aria-hidden className="size-5" />
      </IconButton>
      <select
        aria-label={t("finance.filter.source")}
        value={filters.source ?? ""}
        onChange={(e) => set({ source: e.target.value })}
        className={cx("control", folded)}
      >
        <option value="">{t("finance.filter.anySource")}</option>
        {SOURCES.map((source) => (
          <option key={source} value={source}>
            {t(`finance.source.${source}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t("finance.filter.paymentMode")}
        value={filters.paymentMode ?? ""}
        onChange={(e) => set({ paymentMode: e.target.value })}
        className={cx("control", folded)}
      >
        <option value="">{t("finance.filter.anyPaymentMode")}</option>
        {PAYMENT_MODES.map((mode) => (
          <option key={mode} value={mode}>
            {t(`finance.paymentMode.${mode}`)}
          </option>
        ))}
      </select>
      <input
        type="date"
        aria-label={t("finance.filter.from")}
        title={t("finance.filter.from")}
        value={filters.from ?? ""}
        max={filters.to}
        onChange={(e) => set({ from: e.target.value })}
        className={cx("control", folded)}
      />
      <input
        type="date"
        aria-label={t("finance.filter.to")}
        title={t("finance.filter.to")}
        value={filters.to ?? ""}
        min={filters.from}
        onChange={(e) => set({ to: e.target.value })}
        className={cx("control", folded)}
      />
      {isNarrowed && (
        <IconButton label={t("finance.clearFilters")} onClick={() => onChange({})}>
          <X aria-hidden className="size-4" />
        </IconButton>
      )}
    </div>
  );
}

function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }): ReactNode {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  // The URL changed by other means, such as going back: the box follows.
  if (shown !== value) {
    setShown(value);
    setText(value);
  }
  const search = useEffectEvent(() => onChange(text));
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(search, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <div className="relative min-w-40 flex-1">
      <Search
        aria-hidden
        className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        aria-label={t("finance.filter.search")}
        placeholder={t("finance.filter.search")}
        maxLength={100}
        value={text}
        onChange={(e) => setText(e.target.value)}
        className="control ps-8"
      />
    </div>
  );
}
