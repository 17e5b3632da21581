import { realtime } from "~encore/clients";
import log from "encore.dev/log";
import { isFastLaneOn } from "../../platform/fast-lane";
import { toError } from "../../platform/failures";
import type { ErasedEvent } from "../../platform/events";
import { Relay } from "../../platform/relay";
import { type UploadsEvent, uploadsEvents } from "../contract/events";
import { connectionString, pool } from "../store/db";

/** Uploads's way from its outbox to its topic. Started by the service file. */
export const relay = new Relay<UploadsEvent | ErasedEvent>({
  service: "uploads",
  pool,
  connectionString,
  offer: isFastLaneOn
    ? (batch) => realtime.offerBatch({ service: batch.service, message: JSON.stringify(batch) })
    : null,
  publish: (batch) => uploadsEvents.publish(batch),
  onError: (err) => log.error(toError(err), { during: "uploads relay" }),
});
