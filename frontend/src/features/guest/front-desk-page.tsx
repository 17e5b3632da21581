import { Upload } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { Notice } from "../../ui/notice";
import { SearchBox } from "../../ui/search-box";
import { CheckInDialog } from "./check-in-dialog";
import { CheckOutDialog } from "./check-out-dialog";
import { type DeskSearch, LONGEST_SEARCH, type Tab, TABS } from "./desk-search";
import { ImportDialog } from "./import-dialog";
import { RoomBoard } from "./room-board";
import { StayList } from "./stay-list";
import type { StayStep } from "./stay-row";

interface FrontDeskPageProps {
  property: contract.MyProperty;
  search: DeskSearch;
  onSearch: (search: DeskSearch) => void;
}

/** The front desk of one property on its business date: who comes, who is here, who leaves, and the rooms. */
export function FrontDeskPage({ property, search, onSearch }: FrontDeskPageProps): ReactNode {
  const { tab = "arrivals", q = "" } = search;
  const [asked, ask] = useState<{ step: StayStep; stay: contract.Reservation } | null>(null);
  const [isImporting, openImport] = useState(false);
  const mayWrite = property.permissions.includes("guest.stay.write");
  const disabledReason = mayWrite ? null : t("guest.forbidden");
  const dialog = { property, onClose: () => ask(null) };
  const find = (text: string): void => onSearch({ tab, ...(text === "" ? {} : { q: text }) });
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 overflow-y-auto p-4 max-sm:gap-2 max-sm:p-2">
      <div className="flex items-center justify-between gap-2">
        <h1 className="text-xl font-semibold max-sm:px-1">{t("guest.title")}</h1>
        <Button disabledReason={disabledReason} onClick={() => openImport(true)}>
          <Upload aria-hidden className="size-4" />
          {t("guest.import.open")}
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Tabs tab={tab} onTab={(next) => onSearch({ tab: next, ...(q === "" ? {} : { q }) })} />
        <SearchBox
          label={t("guest.search")}
          placeholder={t("guest.searchHint")}
          maxLength={LONGEST_SEARCH}
          value={q}
          onChange={find}
        />
      </div>
      {!mayWrite && <Notice tone="neutral">{t("guest.forbidden")}</Notice>}
      {tab === "rooms" ? (
        <RoomBoard property={property} q={q} />
      ) : (
        <StayList
          key={tab}
          property={property}
          view={tab}
          q={q}
          disabledReason={disabledReason}
          onStep={(step, stay) => ask({ step, stay })}
        />
      )}
      {isImporting && <ImportDialog property={property} onClose={() => openImport(false)} />}
      {asked?.step === "check-in" && <CheckInDialog {...dialog} stay={asked.stay} />}
      {asked?.step === "check-out" && <CheckOutDialog {...dialog} stay={asked.stay} />}
    </div>
  );
}

function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }): ReactNode {
  return (
    <nav aria-label={t("guest.lists")} className="flex overflow-x-auto rounded-md border border-line bg-surface p-0.5">
      {TABS.map((each) => (
        <button
          key={each}
          type="button"
          aria-current={each === tab ? "page" : undefined}
          onClick={() => onTab(each)}
          className={cx(
            "h-8 rounded px-3 whitespace-nowrap max-sm:h-10 max-sm:px-2.5",
            each === tab ? "bg-accent-soft font-semibold text-accent" : "hover:bg-sunken",
          )}
        >
          {t(`guest.tab.${each}`)}
        </button>
      ))}
    </nav>
  );
}
