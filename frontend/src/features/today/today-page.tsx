import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { toFailure } from "../../api/failure";
import { formatDay } from "../../lib/dates";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMinor } from "../../lib/money";
import { percentText } from "../../lib/percent";
import { Definitions } from "../../ui/definitions";
import { FailureNotice } from "../../ui/failure-notice";
import { Notice } from "../../ui/notice";
import { SkeletonRows } from "../../ui/skeleton";
import { progressOf } from "./progress";
import { RevenueBySource } from "./revenue-by-source";
import { Tile } from "./tile";
import { dashboardQuery } from "./today.queries";

/** What the open day of a property adds up to, as it happens. */
export function TodayPage({ property }: { property: contract.MyProperty }): ReactNode {
  const { data, error, isPending, refetch } = useQuery(dashboardQuery(property.id));
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 overflow-y-auto p-4 max-sm:gap-2 max-sm:p-2">
      <header className="flex flex-wrap items-baseline gap-x-3 max-sm:px-1">
        <h1 className="text-xl font-semibold">{t("today.title")}</h1>
        {data !== undefined && (
          <p className="text-sm text-muted">
            {t("today.asOf", { day: formatDay(data.dashboard.businessDate, locale) })}
          </p>
        )}
      </header>
      {error !== null && (
        <FailureNotice
          title={t("failure.title")}
          message={toFailure(error).message}
          errorId={toFailure(error).errorId}
          retry={t("failure.retry")}
          onRetry={() => void refetch()}
          copy={t("failure.copy")}
          copied={t("failure.copied")}
        />
      )}
      {isPending && <SkeletonRows rows={6} label={t("app.loading")} />}
      {data !== undefined && (
        <>
          <Numbers day={data.dashboard} property={property} />
          <Definitions title={t("today.definitions")} definitions={data.definitions} />
        </>
      )}
    </div>
  );
}

interface NumbersProps {
  day: contract.Dashboard;
  property: contract.MyProperty;
}

function Numbers({ day, property }: NumbersProps): ReactNode {
  const mayDesk = property.permissions.includes("guest.stay.read");
  const desk = (tab: "arrivals" | "in_house" | "departures" | "rooms" | "requests") =>
    mayDesk ? ({ path: "/p/$property/front-desk", search: { tab }, property: property.id } as const) : null;
  const tasks = property.permissions.includes("task.read")
    ? ({ path: "/p/$property/tasks", property: property.id } as const)
    : null;
  return (
    <>
      {day.roomsTotal === 0 && (
        <Notice tone="neutral">
          {t("today.empty")}{" "}
          {mayDesk && (
            <Link to="/p/$property/front-desk" params={{ property: String(property.id) }} className="underline">
              {t("today.toFrontDesk")}
            </Link>
          )}
        </Notice>
      )}
      <section aria-label={t("today.house")} className="grid grid-cols-2 gap-3 max-sm:gap-2 lg:grid-cols-4">
        <House day={day} to={desk("rooms")} />
        <Tile
          label={t("today.inHouse")}
          value={String(day.inHouse)}
          note={t("today.stays", { count: day.inHouse })}
          to={desk("in_house")}
        />
        <Movement label={t("today.arrivals")} done={day.arrivalsDone} open={day.arrivalsOpen} to={desk("arrivals")} />
        <Movement
          label={t("today.departures")}
          done={day.departuresDone}
          open={day.departuresOpen}
          isLeaving
          to={desk("departures")}
        />
        <Money label={t("today.adr")} note={t("today.adrNote")} minor={day.adrMinor} currency={day.currency} />
        <Money label={t("today.revpar")} note={t("today.revparNote")} minor={day.revparMinor} currency={day.currency} />
        <Tile
          label={t("today.openRequests")}
          value={String(day.openRequests)}
          note={t("today.requestsNote")}
          to={desk("requests")}
        />
        <Tile label={t("today.onShift")} value={String(day.onShift)} note={t("today.onShiftNote")} to={tasks} />
      </section>
      <RevenueBySource day={day} />
    </>
  );
}

type Target = Parameters<typeof Tile>[0]["to"];

function House({ day, to }: { day: contract.Dashboard; to: Target }): ReactNode {
  const { occupancyPermille: permille, roomsSold, roomsAvailable, roomsOutOfOrder } = day;
  const sold = t("today.roomsSold", { sold: roomsSold, available: roomsAvailable });
  return (
    <Tile
      label={t("today.occupancy")}
      value={permille === null ? "–" : t("today.percent", { value: percentText(permille, locale) })}
      share={(permille ?? 0) / 1000}
      note={roomsOutOfOrder === 0 ? sold : `${sold} · ${t("today.outOfOrder", { count: roomsOutOfOrder })}`}
      to={to}
    />
  );
}

interface MovementProps {
  label: string;
  done: number;
  open: number;
  isLeaving?: boolean;
  to: Target;
}

/** Arrivals or departures: how many are done, and how many are not. */
function Movement({ label, done, open, isLeaving = false, to }: MovementProps): ReactNode {
  const { all, share } = progressOf(done, open);
  const left = isLeaving ? t("today.leaving", { count: open }) : t("today.open", { count: open });
  const note = all === 0 ? t("today.noneExpected") : open === 0 ? t("today.noneOpen") : left;
  return <Tile label={label} value={t("today.doneOf", { done, all })} share={share} note={note} to={to} />;
}

interface MoneyProps {
  label: string;
  note: string;
  minor: number | null;
  currency: string;
}

function Money({ label, note, minor, currency }: MoneyProps): ReactNode {
  const value = minor === null ? "–" : formatMinor(minor, currency, locale);
  return <Tile label={`${label}, ${currency}`} value={value} note={note} />;
}
