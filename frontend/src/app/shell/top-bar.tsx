import { CalendarDays } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { ConnectionChip } from "./connection-chip";
import { PersonMenu } from "./person-menu";
import { PropertySwitcher } from "./property-switcher";

interface TopBarProps {
  me: contract.Me;
  property: contract.MyProperty | null;
  onSignOut: () => void;
}

/** Where one is, on which business date, how fresh it is, and who one is. */
export function TopBar({ me, property, onSignOut }: TopBarProps): ReactNode {
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-3 max-sm:h-14 print:hidden">
      <img src="/favicon.svg" alt={t("app.name")} className="size-7 max-sm:hidden" />
      {property !== null && <PropertySwitcher me={me} property={property} />}
      {property !== null && (
        <span
          className="flex items-center gap-1.5 text-sm whitespace-nowrap text-muted max-md:hidden"
          title={t("shell.businessDate")}
        >
          <CalendarDays aria-hidden className="size-4" />
          <time dateTime={property.businessDate} className="text-text">
            {formatDay(property.businessDate, locale)}
          </time>
          {t("shell.businessDateOpen")}
        </span>
      )}
      <span className="flex-1" />
      <ConnectionChip property={property} />
      <PersonMenu me={me} onSignOut={onSignOut} />
    </header>
  );
}
