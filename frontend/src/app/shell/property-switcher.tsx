import { Link } from "@tanstack/react-router";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { cx } from "../../ui/class-names";
import { Popover } from "../../ui/popover";

interface PropertySwitcherProps {
  me: contract.Me;
  property: contract.MyProperty;
}

/** The property one works in; a choice only for who has several. */
export function PropertySwitcher({ me, property }: PropertySwitcherProps): ReactNode {
  if (me.properties.length === 1) return <span className="truncate font-semibold">{property.name}</span>;
  return (
    <Popover
      label={t("shell.properties")}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          aria-label={t("shell.property", { name: property.name })}
          className="flex h-8 min-w-0 items-center gap-1.5 rounded-md px-2 font-semibold hover:bg-sunken max-sm:h-11"
        >
          <span className="truncate">{property.name}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
        </button>
      )}
    >
      {(close) => (
        <ul className="-m-1 flex flex-col">
          {me.properties.map(({ id, name, currency }) => (
            <li key={id}>
              <Link
                to="/p/$property/finance"
                params={{ property: String(id) }}
                search={{}}
                aria-current={id === property.id ? "page" : undefined}
                onClick={close}
                className="flex h-9 items-center gap-2 rounded-md px-2 hover:bg-sunken max-sm:h-11"
              >
                <Check aria-hidden className={cx("size-4 shrink-0", id !== property.id && "invisible")} />
                <span className="min-w-0 flex-1 truncate">{name}</span>
                <span className="text-xs text-muted">{currency}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
