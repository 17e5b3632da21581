import { CalendarDays, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import type { identity } from "../../api/client.gen";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Menu, MenuChoice, MenuHead } from "../../ui/menu";
import { ConnectionChip } from "./connection-chip";
import { PersonMenu } from "./person-menu";

interface TopBarProps {
  me: identity.Me;
  property: identity.MyProperty | null;
  onProperty: (id: number) => void;
  onSignOut: () => void;
}

/** Where one is, on which business date, how fresh it is, and who one is. */
export function TopBar({ me, property, onProperty, onSignOut }: TopBarProps): ReactNode {
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-3 max-sm:h-14">
      <img src="/favicon.svg" alt={t("app.name")} className="size-7 max-sm:hidden" />
      {property !== null && <PropertySwitcher me={me} property={property} onProperty={onProperty} />}
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

interface PropertySwitcherProps {
  me: identity.Me;
  property: identity.MyProperty;
  onProperty: (id: number) => void;
}

/** The property one works in; a choice only for who has several. */
function PropertySwitcher({ me, property, onProperty }: PropertySwitcherProps): ReactNode {
  if (me.properties.length === 1) return <span className="truncate font-semibold">{property.name}</span>;
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t("shell.property", { name: property.name })}
          className="flex h-8 min-w-0 items-center gap-1.5 rounded-md px-2 font-semibold hover:bg-sunken max-sm:h-11"
        >
          <span className="truncate">{property.name}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
        </button>
      }
    >
      <MenuHead>{t("shell.properties")}</MenuHead>
      <MenuChoice
        value={String(property.id)}
        options={me.properties.map(({ id, name, currency }) => ({ value: String(id), label: name, note: currency }))}
        onChange={(value) => onProperty(Number(value))}
      />
    </Menu>
  );
}
