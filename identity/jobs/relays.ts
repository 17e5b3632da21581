import { realtime } from "~encore/clients";
import log from "encore.dev/log";
import type { ErasedEvent, EventBatch } from "../../platform/events";
import { toError } from "../../platform/failures";
import { isFastLaneOn } from "../../platform/fast-lane";
import { Relay } from "../../platform/relay";
import {
  type BrandingEvent,
  brandingEvents,
  propertiesEvents,
  type PropertyEvent,
  type UserEvent,
  usersEvents,
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
  properties: relayOf<PropertyEvent | ErasedEvent>("properties", (batch) => propertiesEvents.publish(batch)),
  users: relayOf<UserEvent | ErasedEvent>("users", (batch) => usersEvents.publish(batch)),
  branding: relayOf<BrandingEvent | ErasedEvent>("branding", (batch) => brandingEvents.publish(batch)),
};
