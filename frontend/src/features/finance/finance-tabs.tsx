import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";

const TABS = [
  { to: "/p/$property/finance", label: "money.tabs.revenue" },
  { to: "/p/$property/finance/expenses", label: "money.tabs.expenses" },
  { to: "/p/$property/finance/cash", label: "money.tabs.cash" },
  { to: "/p/$property/finance/day-close", label: "money.tabs.dayClose" },
] as const;

/** The way around finance's pages. */
export function FinanceTabs({ propertyId }: { propertyId: number }): ReactNode {
  return (
    <nav
      aria-label={t("money.tabs.label")}
      className="flex shrink-0 self-start overflow-x-auto rounded-md border border-line bg-surface p-0.5 max-sm:self-stretch"
    >
      {TABS.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          params={{ property: String(propertyId) }}
          activeOptions={{ exact: true, includeSearch: false }}
          className="flex h-8 items-center justify-center rounded px-3 whitespace-nowrap hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:font-semibold aria-[current]:text-accent max-sm:h-10 max-sm:flex-1 max-sm:px-2.5"
        >
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}
