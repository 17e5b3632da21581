import { X } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { IconButton } from "../../ui/button";
import type { RoomAct } from "./chat.queries";
import { nameOf, type Names } from "./conversations";

interface RoomMembersProps {
  members: readonly contract.Member[];
  names: Names;
  /** The reader is an admin of the room. */
  mayManage: boolean;
  busy: boolean;
  personId: string;
  onAct: (act: RoomAct) => void;
}

const ROLES = ["admin", "moderator", "member"] as const;

/** Who is in the room, as what; admins change that and take people out. */
export function RoomMembers({ members, names, mayManage, busy, personId, onAct }: RoomMembersProps): ReactNode {
  return (
    <ul aria-label={t("chat.people")} className="flex flex-col gap-1">
      {members.map((member) => {
        const name = nameOf(names, member.personId);
        return (
          <li key={member.personId} className="flex min-h-9 items-center gap-2 max-sm:min-h-11">
            <span className="min-w-0 flex-1 truncate">
              {name}
              {member.personId === personId && <span className="text-muted"> · {t("chat.you")}</span>}
            </span>
            {mayManage ? (
              <select
                aria-label={t("chat.roleOf", { name })}
                value={member.role}
                disabled={busy}
                onChange={({ target }) => {
                  const role = ROLES.find((each) => each === target.value);
                  const { version } = member;
                  if (role !== undefined) onAct({ act: "role", personId: member.personId, role, version });
                }}
                className="control w-auto"
              >
                {ROLES.map((role) => (
                  <option key={role} value={role}>
                    {t(`chat.role.${role}`)}
                  </option>
                ))}
              </select>
            ) : (
              <span className="text-sm text-muted">{t(`chat.role.${member.role}`)}</span>
            )}
            {mayManage && member.personId !== personId && (
              <IconButton
                label={t("chat.takeOut", { name })}
                disabled={busy}
                onClick={() => onAct({ act: "remove", personId: member.personId })}
              >
                <X aria-hidden className="size-4" />
              </IconButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}
