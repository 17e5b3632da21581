import { Plus, Upload } from "lucide-react";
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
import { OtherStepsDialog } from "./other-steps-dialog";
import { RequestDialog } from "./request-dialog";
import { RequestList } from "./request-list";
import { StayList } from "./stay-list";
import type { StayStep } from "./stay-steps";

interface FrontDeskPageProps {
  property: contract.MyProperty;
  search: DeskSearch;
  onSearch: (search: DeskSearch) => void;
}

/** What is open over the page: a step of a stay, a list to import, a new request. */
type Asked = { what: StayStep; stay: contract.Reservation } | { what: "import" } | { what: "request" };

/** The front desk of one property on its business date: who comes, who is here, who leaves, the rooms, and what guests ask for. */
export function FrontDeskPage({ property, search, onSearch }: FrontDeskPageProps): ReactNode {
  const { tab = "arrivals", q = "" } = search;
  const [asked, ask] = useState<Asked | null>(null);
  const disabledReason = property.permissions.includes("guest.stay.write") ? null : t("guest.forbidden");
  const find = (text: string): void => onSearch({ tab, ...(text === "" ? {} : { q: text }) });
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 overflow-y-auto p-4 max-sm:gap-2 max-sm:p-2">
      <div className="flex items-center justify-between gap-2">
        <h1 className="text-xl font-semibold max-sm:px-1">{t("guest.title")}</h1>
        <Opening property={property} tab={tab} onOpen={(what) => ask({ what })} />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Tabs tab={tab} onTab={(next) => onSearch({ tab: next, ...(q === "" ? {} : { q }) })} />
        <SearchBox
          label={t(tab === "requests" ? "guest.request.search" : "guest.search")}
          placeholder={t(tab === "requests" ? "guest.request.searchHint" : "guest.searchHint")}
          maxLength={LONGEST_SEARCH}
          value={q}
          onChange={find}
        />
      </div>
      {disabledReason !== null && tab !== "requests" && <Notice tone="neutral">{disabledReason}</Notice>}
      {tab === "rooms" && <RoomBoard property={property} q={q} />}
      {tab === "requests" && <RequestList property={property} q={q} />}
      {tab !== "rooms" && tab !== "requests" && (
        <StayList
          key={tab}
          property={property}
          view={tab}
          q={q}
          disabledReason={disabledReason}
          onStep={(what, stay) => ask({ what, stay })}
        />
      )}
      {asked !== null && <Question asked={asked} property={property} onClose={() => ask(null)} />}
    </div>
  );
}

interface QuestionProps {
  asked: Asked;
  property: contract.MyProperty;
  onClose: () => void;
}

function Question({ asked, ...dialog }: QuestionProps): ReactNode {
  switch (asked.what) {
    case "import":
      return <ImportDialog {...dialog} />;
    case "request":
      return <RequestDialog {...dialog} />;
    case "check-in":
      return <CheckInDialog {...dialog} stay={asked.stay} />;
    case "check-out":
      return <CheckOutDialog {...dialog} stay={asked.stay} />;
    case "other":
      return <OtherStepsDialog {...dialog} stay={asked.stay} />;
  }
}

interface OpeningProps {
  property: contract.MyProperty;
  tab: Tab;
  onOpen: (what: "import" | "request") => void;
}

/** What is begun at the desk: with requests a new one, elsewhere a list of guests. */
function Opening({ property: { permissions }, tab, onOpen }: OpeningProps): ReactNode {
  if (tab === "requests")
    return (
      <Button
        look="primary"
        disabledReason={permissions.includes("guest.request.write") ? null : t("guest.request.forbidden")}
        onClick={() => onOpen("request")}
      >
        <Plus aria-hidden className="size-4" />
        {t("guest.request.add")}
      </Button>
    );
  return (
    <Button
      disabledReason={permissions.includes("guest.stay.write") ? null : t("guest.forbidden")}
      onClick={() => onOpen("import")}
    >
      <Upload aria-hidden className="size-4" />
      {t("guest.import.open")}
    </Button>
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
