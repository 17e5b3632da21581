import { realtime } from "~encore/clients";
import log from "encore.dev/log";
import { isFastLaneOn } from "../../platform/fast-lane";
import { toError } from "../../platform/failures";
import type { ErasedEvent, EventBatch } from "../../platform/events";
import { Relay } from "../../platform/relay";
import { type StaffEvent, staffEvents } from "../contract/events";
import { type TaskEvent, tasksEvents } from "../contract/task-events";
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

/** The ways of the two streams from the outbox to their topics. Started by the service file. */
export const staffRelay = relayOf<StaffEvent | ErasedEvent>("staff", (batch) => staffEvents.publish(batch));
export const tasksRelay = relayOf<TaskEvent | ErasedEvent>("tasks", (batch) => tasksEvents.publish(batch));
