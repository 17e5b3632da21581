import { guest } from "~encore/clients";
import { afterAll, expect, test } from "vitest";
import { pool as guestPool } from "../../guest/store/db";
import { pool as identityPool } from "../../identity/store/db";
import { newId } from "../../platform/ids";
import type { SourceEvent } from "../../reports/domain/changes";
import { applyBatch } from "../../reports/engine/projections";
import { pool } from "../../reports/store/db";
import { findDashboard } from "../../reports/store/numbers.store";
import { Hotel } from "../lib/hotel";

afterAll(() => Promise.all([pool.end(), guestPool.end(), identityPool.end()]));

test("[R2] rows that were restored to an older version count as they are, and what came before does not bring anything back", async () => {
  const hotel = await Hotel.build();
  const { orgId, propertyId } = hotel;
  const authData = await hotel.person("owner");
  await guest.addRoomType({ propertyId, code: "DBL" }, { authData });
  const room = await guest.addRoom({ propertyId, number: "101", roomType: "DBL" }, { authData });
  const event = (kind: string, id: string, version: number, data: object): SourceEvent => ({
    type: kind === "rows" ? "rows-invalidated" : `${kind}-changed`,
    propertyId,
    entity: { kind, id, version },
    data,
  });
  const outOfOrder = event("room", room.id, 2, { occupancy: "vacant", service: "ooo" });
  const asked = (state: string, version: number) => event("service-request", requestId, version, { state });
  const requestId = newId();
  const come = (batchNo: number, ...events: SourceEvent[]) => applyBatch({ service: "guest", orgId, batchNo, events });
  const now = async () => {
    const dashboard = await findDashboard(pool, { orgId, propertyId });
    return [dashboard?.roomsTotal, dashboard?.roomsOutOfOrder, dashboard?.openRequests];
  };

  await come(1, event("property", String(propertyId), 1, { businessDate: "2026-11-20", currency: "EUR" }));
  await come(2, outOfOrder, asked("open", 1));
  expect(await now()).toEqual([1, 1, 1]);
  // The rows of the service are now those of before: the room in order, at version 1, and nothing asked for.
  await come(3, event("rows", "rows", 1, { kinds: ["room"], reason: "restore" }));
  expect(await now()).toEqual([1, 0, 0]);
  await come(2, outOfOrder, asked("open", 1));
  expect(await now()).toEqual([1, 0, 0]);
  await come(4, outOfOrder);
  expect(await now()).toEqual([1, 1, 0]);
});
