import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { cx } from "../../ui/class-names";
import { Analytics } from "./analytics";
import { DayList } from "./day-list";
import { DayReport } from "./day-report";
import type { ReportsSearch } from "./reports-search";

interface ReportsPageProps {
  property: contract.MyProperty;
  search: ReportsSearch;
  onSearch: (search: ReportsSearch) => void;
}

/** What days have come to: figures of a span, the reports of ended days, and one of these. */
export function ReportsPage({ property, search, onSearch }: ReportsPageProps): ReactNode {
  const { tab, day } = search;
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 overflow-y-auto p-4 max-sm:gap-2 max-sm:p-2 print:block print:h-auto print:overflow-visible print:p-0">
      <div className="flex flex-wrap items-center gap-3 print:hidden">
        <h1 className="text-xl font-semibold max-sm:px-1">{t("reports.title")}</h1>
        <Tabs isDays={tab === "days"} onTab={(isDays) => onSearch(isDays ? { tab: "days" } : {})} />
      </div>
      {tab !== "days" && <Analytics property={property} search={search} onSearch={onSearch} />}
      {tab === "days" && day === undefined && <DayList property={property} search={search} onSearch={onSearch} />}
      {tab === "days" && day !== undefined && (
        <DayReport
          property={property}
          day={day}
          onBack={() => {
            const { day: _closed, ...list } = search;
            onSearch(list);
          }}
        />
      )}
    </div>
  );
}

function Tabs({ isDays, onTab }: { isDays: boolean; onTab: (isDays: boolean) => void }): ReactNode {
  return (
    <nav aria-label={t("reports.views")} className="flex rounded-md border border-line bg-surface p-0.5">
      {[false, true].map((each) => (
        <button
          key={String(each)}
          type="button"
          aria-current={each === isDays ? "page" : undefined}
          onClick={() => onTab(each)}
          className={cx(
            "h-8 rounded px-3 whitespace-nowrap max-sm:h-10",
            each === isDays ? "bg-accent-soft font-semibold text-accent" : "hover:bg-sunken",
          )}
        >
          {t(each ? "reports.days" : "reports.figures")}
        </button>
      ))}
    </nav>
  );
}
