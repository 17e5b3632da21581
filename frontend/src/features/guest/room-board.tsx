import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "../../api/client";
import type { api as apiTypes, contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { Notice } from "../../ui/notice";
import { SkeletonRows } from "../../ui/skeleton";
import { cx } from "../../ui/class-names";
import { useFresh } from "../../ui/use-fresh";
import { roomsQuery } from "./guest.queries";
import { HousekeepingLabel, ServiceLabel } from "./labels";
import { NotLoaded } from "./stay-list";
import { sayFailure, useDeskAction } from "./use-desk-action";

const HOUSEKEEPING = ["dirty", "clean", "inspected"] as const satisfies readonly contract.Housekeeping[];
const SERVICE = ["in", "oos", "ooo"] as const satisfies readonly contract.RoomService[];

const setRoomState = (id: string, params: apiTypes.SetRoomStateRequest): Promise<contract.Room> =>
  api.guest.setRoomState(id, params);

interface RoomBoardProps {
  property: contract.MyProperty;
  q: string;
}

/** Every room with its three states; housekeeping and service are set in place. */
export function RoomBoard({ property, q }: RoomBoardProps): ReactNode {
  const query = useQuery(roomsQuery(property.id));
  const rooms = (query.data?.data ?? []).filter(({ number }) => number.includes(q));
  const mayChange = property.permissions.includes("guest.room.write");
  if (query.isPending)
    return (
      <div className="panel min-h-64 overflow-hidden">
        <SkeletonRows rows={8} label={t("app.loading")} />
      </div>
    );
  return (
    <>
      {query.error !== null && <NotLoaded error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rooms.length === 0 && (
        <p className="panel p-6 text-center text-muted">{q === "" ? t("guest.empty.rooms") : t("guest.emptySearch")}</p>
      )}
      <ul aria-label={t("guest.tab.rooms")} className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-2">
        {rooms.map((room) => (
          <RoomCard key={room.id} room={room} mayChange={mayChange} />
        ))}
      </ul>
    </>
  );
}

function RoomCard({ room, mayChange }: { room: contract.Room; mayChange: boolean }): ReactNode {
  const isFresh = useFresh(room.version);
  const action = useDeskAction(setRoomState, () => {});
  const { id, version, number } = room;
  return (
    <li data-testid="room-card" data-number={number} className={cx("panel flex flex-col gap-2 p-3", isFresh && "tint")}>
      <div className="flex items-baseline justify-between gap-2">
        <span className="text-lg font-semibold tabular-nums">{number}</span>
        <span className="text-xs text-muted">{room.roomType}</span>
      </div>
      <div className="flex flex-wrap gap-1">
        <span className="text-sm text-muted">{t(`guest.occupancy.${room.occupancy}`)}</span>
        <HousekeepingLabel state={room.housekeeping} />
        <ServiceLabel state={room.service} />
      </div>
      {mayChange && (
        <div className="grid grid-cols-2 gap-1">
          <select
            aria-label={t("guest.room.housekeeping", { number })}
            className="control text-xs"
            value={room.housekeeping}
            onChange={(event) => {
              const housekeeping = HOUSEKEEPING.find((each) => each === event.target.value);
              if (housekeeping !== undefined) action.mutate({ id, params: { version, housekeeping } });
            }}
          >
            {HOUSEKEEPING.map((state) => (
              <option key={state} value={state}>
                {t(`guest.housekeeping.${state}`)}
              </option>
            ))}
          </select>
          <select
            aria-label={t("guest.room.service", { number })}
            className="control text-xs"
            value={room.service}
            onChange={(event) => {
              const service = SERVICE.find((each) => each === event.target.value);
              if (service !== undefined) action.mutate({ id, params: { version, service } });
            }}
          >
            {SERVICE.map((state) => (
              <option key={state} value={state}>
                {t(`guest.service.${state}`)}
              </option>
            ))}
          </select>
        </div>
      )}
      {action.error !== null && <Notice tone="blocked">{sayFailure(action.error)}</Notice>}
    </li>
  );
}
