import { realtime } from "~encore/clients";
import log from "encore.dev/log";
import { isFastLaneOn } from "../../platform/fast-lane";
import { toError } from "../../platform/failures";
import type { ErasedEvent } from "../../platform/events";
import { Relay } from "../../platform/relay";
import { type GuestEvent, guestEvents } from "../contract/events";
import { connectionString, pool } from "../store/db";

/** Guest's way from its outbox to its topic. Started by the service file. */
export const relay = new Relay<GuestEvent | ErasedEvent>({
  service: "guest",
  pool,
  connectionString,
  offer: isFastLaneOn
    ? (batch) => realtime.offerBatch({ service: batch.service, message: JSON.stringify(batch) })
    : null,
  publish: (batch) => guestEvents.publish(batch),
  onError: (err) => log.error(toError(err), { during: "guest relay" }),
});
