import { Link, type LinkProps } from "@tanstack/react-router";
import { Activity, type LucideIcon, PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { readStored, writeStored } from "../../lib/storage";
import { IconButton } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { PLACES } from "./places";

const STORED_AT = "lobby.rail";

/** The way around: a rail at the desk, a bar at the lower edge of a phone. */
export function Rail({ property, mayOperate }: { property: contract.MyProperty; mayOperate: boolean }): ReactNode {
  const [isWide, setWide] = useState(() => readStored(STORED_AT) === "wide");
  const Toggle = isWide ? PanelLeftClose : PanelLeftOpen;
  return (
    <nav
      aria-label={t("shell.navigation")}
      className={cx(
        "flex shrink-0 border-line print:hidden bg-surface max-sm:order-last max-sm:border-t max-sm:pb-[env(safe-area-inset-bottom)] sm:flex-col sm:border-e sm:p-2",
        isWide ? "sm:w-48" : "sm:w-14",
      )}
    >
      <ul className="flex flex-1 max-sm:justify-around sm:flex-col sm:gap-1">
        {PLACES.filter(({ permission }) => property.permissions.includes(permission)).map(({ to, label, icon }) => (
          <Place key={to} label={t(label)} icon={icon} isWide={isWide}>
            {(props) => <Link {...props} to={to} params={{ property: String(property.id) }} />}
          </Place>
        ))}
        {mayOperate && (
          <Place label={t("shell.ops")} icon={Activity} isWide={isWide}>
            {(props) => <Link {...props} to="/ops/realtime" />}
          </Place>
        )}
      </ul>
      <IconButton
        label={isWide ? t("shell.collapse") : t("shell.expand")}
        onClick={() => {
          setWide(!isWide);
          writeStored(STORED_AT, isWide ? null : "wide");
        }}
        className="max-sm:hidden"
      >
        <Toggle aria-hidden className="size-5 rtl:-scale-x-100" />
      </IconButton>
    </nav>
  );
}

interface PlaceProps {
  label: string;
  icon: LucideIcon;
  isWide: boolean;
  /** The link, which takes its looks and its inside from here. */
  children: (
    link: Pick<LinkProps, "children"> & { className: string; title: string; "aria-label": string },
  ) => ReactNode;
}

/** One place to go to. */
function Place({ label, icon: Icon, isWide, children }: PlaceProps): ReactNode {
  return (
    <li className="max-sm:min-w-0 max-sm:flex-1">
      {children({
        "aria-label": label,
        title: label,
        className:
          "flex items-center gap-3 rounded-md px-2.5 hover:bg-sunken aria-[current]:text-accent max-sm:h-14 max-sm:flex-col max-sm:justify-center max-sm:gap-0.5 max-sm:px-0 max-sm:text-center max-sm:text-[0.65rem] max-sm:leading-tight sm:h-9 sm:aria-[current]:bg-accent-soft",
        children: (
          <>
            <Icon aria-hidden className="size-5 shrink-0" />
            <span className={cx(!isWide && "sm:hidden")}>{label}</span>
          </>
        ),
      })}
    </li>
  );
}
