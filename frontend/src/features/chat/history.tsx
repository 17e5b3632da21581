import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { formatInstant } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Popover } from "../../ui/popover";
import { revisionsQuery } from "./chat.queries";
import type { ShownMessage } from "./timeline";

/** That a message was edited; what it said before is asked for when somebody wants to know. */
export function History({ message, timeZone }: { message: ShownMessage; timeZone: string }): ReactNode {
  const [isWanted, setWanted] = useState(false);
  return (
    <span className="ms-2 align-baseline text-xs text-muted">
      <Popover
        label={t("chat.history")}
        trigger={(props) => (
          <button type="button" {...props} className="hover:underline" onClick={() => setWanted(true)}>
            {t("chat.edited")}
          </button>
        )}
      >
        {() => isWanted && <Revisions message={message} timeZone={timeZone} />}
      </Popover>
    </span>
  );
}

function Revisions({ message, timeZone }: { message: ShownMessage; timeZone: string }): ReactNode {
  const { data, error } = useQuery(revisionsQuery(message));
  if (error !== null) return <p className="text-blocked">{error.message}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {data?.data.map(({ version, content, writtenAt }) => (
        <li key={version}>
          <time dateTime={writtenAt} className="text-xs text-muted tabular-nums">
            {formatInstant(writtenAt, timeZone, locale)}
          </time>
          <p className="whitespace-pre-wrap text-text">{content}</p>
        </li>
      ))}
    </ul>
  );
}
