import { useQuery } from "@tanstack/react-query";
import { LogIn, LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { toFailure } from "../../api/failure";
import { formatTime } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Button } from "../../ui/button";
import { onDutyQuery, useClock } from "./tasks.queries";

interface DutyProps {
  propertyId: number;
  /** The reader's own member of the staff; null for who is none. */
  memberId: string | null;
  timeZone: string;
}

/** Who is on duty, and the reader's own way in and out. */
export function Duty({ propertyId, memberId, timeZone }: DutyProps): ReactNode {
  const { data } = useQuery(onDutyQuery(propertyId));
  const clock = useClock(propertyId);
  if (data === undefined) return null;
  const own = data.data.find((attendance) => attendance.memberId === memberId);
  const names = data.data.map(
    ({ memberName, startedAt }) => `${memberName} ${formatTime(startedAt, timeZone, locale)}`,
  );
  const failure = clock.error === null ? null : toFailure(clock.error);
  return (
    <>
      <span className="text-sm text-muted tabular-nums" title={names.join("\n")}>
        {t("tasks.onDuty", { count: names.length })}
      </span>
      {memberId !== null && (
        <Button busy={clock.isPending} onClick={() => clock.mutate(own === undefined ? "in" : "out")}>
          {own === undefined ? <LogIn aria-hidden className="size-4" /> : <LogOut aria-hidden className="size-4" />}
          {t(own === undefined ? "tasks.clockIn" : "tasks.clockOut")}
        </Button>
      )}
      {failure !== null && (
        <span role="alert" className="text-sm text-blocked">
          {failure.message}
        </span>
      )}
    </>
  );
}
