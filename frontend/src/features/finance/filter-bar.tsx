import { FunnelX, ListFilter } from "lucide-react";
import { type ReactNode, useState } from "react";
import { t } from "../../lib/i18n/t";
import { IconButton } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { DateField } from "../../ui/date-field";
import { SearchBox } from "../../ui/search-box";
import { type Filters, LONGEST_SEARCH, readFilters } from "./filters";
import { PAYMENT_MODES, SOURCES } from "./finance-types";

interface FilterBarProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** What the list is narrowed to. On a phone the lesser filters open on demand. */
export function FilterBar({ filters, onChange }: FilterBarProps): ReactNode {
  const [open, setOpen] = useState(false);
  const set = (change: Record<string, string>): void => onChange(readFilters({ ...filters, ...change }));
  const isNarrowed = Object.keys(filters).length > 0;
  return (
    <div role="search" aria-label={t("finance.filters")} className="flex flex-wrap items-center gap-2">
      <SearchBox
        label={t("finance.filter.search")}
        placeholder={t("finance.filter.searchHint")}
        maxLength={LONGEST_SEARCH}
        value={filters.q ?? ""}
        onChange={(q) => set({ q })}
      />
      <IconButton
        label={t("finance.filters")}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="sm:hidden"
      >
        <ListFilter aria-hidden className="size-5" />
      </IconButton>
      {isNarrowed && (
        <IconButton label={t("finance.clearFilters")} onClick={() => onChange({})}>
          <FunnelX aria-hidden className="size-5" />
        </IconButton>
      )}
      <LesserFilters filters={filters} onSet={set} isFolded={!open} />
    </div>
  );
}

interface LesserFiltersProps {
  filters: Filters;
  onSet: (change: Record<string, string>) => void;
  /** On a phone: out of sight. */
  isFolded: boolean;
}

function LesserFilters({ filters, onSet, isFolded }: LesserFiltersProps): ReactNode {
  const { source = "", paymentMode = "", from, to } = filters;
  return (
    <div
      className={cx(
        "flex flex-wrap items-center gap-2 max-sm:grid max-sm:w-full max-sm:grid-cols-2",
        isFolded && "max-sm:hidden",
      )}
    >
      <Pick
        label={t("finance.filter.source")}
        any={t("finance.filter.anySource")}
        value={source}
        options={SOURCES.map((value) => [value, t(`finance.source.${value}`)])}
        onChange={(value) => onSet({ source: value })}
      />
      <Pick
        label={t("finance.filter.paymentMode")}
        any={t("finance.filter.anyPaymentMode")}
        value={paymentMode}
        options={PAYMENT_MODES.map((value) => [value, t(`finance.paymentMode.${value}`)])}
        onChange={(value) => onSet({ paymentMode: value })}
      />
      <div className="flex gap-2 max-sm:contents">
        <DateField
          label={t("finance.filter.from")}
          value={from ?? ""}
          max={to}
          onChange={(value) => onSet({ from: value })}
        />
        <DateField
          label={t("finance.filter.to")}
          value={to ?? ""}
          min={from}
          onChange={(value) => onSet({ to: value })}
        />
      </div>
    </div>
  );
}

interface PickProps {
  label: string;
  /** Stands for no choice. */
  any: string;
  value: string;
  options: [value: string, label: string][];
  onChange: (value: string) => void;
}

function Pick({ label, any, value, options, onChange }: PickProps): ReactNode {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="control sm:w-auto"
    >
      <option value="">{any}</option>
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  );
}
