import { Users } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { Popover } from "../../ui/popover";
import type { Around } from "./collaboration-link";
import { nameOf, type Names } from "./conversations";
import { PresenceDot } from "./presence-dot";

interface MemberListProps {
  members: readonly contract.Member[];
  names: Names;
  presence: Around["presence"];
  /** Opens the room's settings; null where there are none. */
  onManage: (() => void) | null;
}

/** How many are in it, and who. */
export function MemberList({ members, names, presence, onManage }: MemberListProps): ReactNode {
  const label = t("chat.members", { count: members.length });
  return (
    <Popover
      label={label}
      align="end"
      trigger={(props) => (
        <button
          type="button"
          {...props}
          className="inline-flex h-9 items-center gap-1.5 rounded-md px-2 text-sm text-muted hover:bg-sunken hover:text-text max-sm:h-11"
        >
          <Users aria-hidden className="size-4" />
          <span className="tabular-nums">{label}</span>
        </button>
      )}
    >
      {(close) => (
        <div className="flex flex-col gap-3">
          <ul className="flex flex-col gap-1">
            {members.map(({ personId, role, isInternal }) => (
              <li key={personId} className="flex flex-wrap items-center gap-x-2 py-0.5">
                <span className="font-medium">{nameOf(names, personId)}</span>
                <PresenceDot state={presence.get(personId)} />
                {role === "admin" && <span className="text-xs text-muted">{t("chat.admin")}</span>}
                {!isInternal && <span className="text-xs text-attention">{t("chat.external")}</span>}
              </li>
            ))}
          </ul>
          {onManage !== null && (
            <Button
              onClick={() => {
                close();
                onManage();
              }}
            >
              {t("chat.settings")}
            </Button>
          )}
        </div>
      )}
    </Popover>
  );
}
