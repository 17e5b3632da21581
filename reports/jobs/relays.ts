import { realtime } from "~encore/clients";
import log from "encore.dev/log";
import type { ErasedEvent, EventBatch } from "../../platform/events";
import { toError } from "../../platform/failures";
import { isFastLaneOn } from "../../platform/fast-lane";
import { Relay } from "../../platform/relay";
import {
  analyticsEvents,
  dashboardEvents,
  type DashboardChangedV1,
  type DayFiguresChangedV1,
  type DayReportChangedV1,
  reportsEvents,
} from "../contract/events";
import { connectionString, pool } from "../store/db";

const relayOf = <E>(service: string, publish: (batch: EventBatch<E>) => Promise<unknown>): Relay<E> =>
  new Relay<E>({
    service,
    pool,
    connectionString,
    offer: isFastLaneOn
      ? (batch) => realtime.offerBatch({ service: batch.service, message: JSON.stringify(batch) })
      : null,
    publish,
    onError: (err) => log.error(toError(err), { during: `${service} relay` }),
  });

/** The ways of the three streams from the outbox to their topics. Started by the service file. */
export const RELAYS = {
  dashboard: relayOf<DashboardChangedV1 | ErasedEvent>("dashboard", (batch) => dashboardEvents.publish(batch)),
  analytics: relayOf<DayFiguresChangedV1 | ErasedEvent>("analytics", (batch) => analyticsEvents.publish(batch)),
  reports: relayOf<DayReportChangedV1 | ErasedEvent>("reports", (batch) => reportsEvents.publish(batch)),
};

/** Says that numbers were told of. Call it after the commit. */
export function wakeRelays(): void {
  for (const relay of Object.values(RELAYS)) relay.wake();
}
