import { realtime } from "~encore/clients";
import log from "encore.dev/log";
import type { ErasedEvent } from "../../platform/events";
import { toError } from "../../platform/failures";
import { isFastLaneOn } from "../../platform/fast-lane";
import { Relay } from "../../platform/relay";
import { type ChatEvent, chatEvents } from "../contract/events";
import { connectionString, pool } from "../store/db";

/** Chat's way from its outbox to its topic. Started by the service file. */
export const relay = new Relay<ChatEvent | ErasedEvent>({
  service: "chat",
  pool,
  connectionString,
  offer: isFastLaneOn
    ? (batch) => realtime.offerBatch({ service: batch.service, message: JSON.stringify(batch) })
    : null,
  publish: (batch) => chatEvents.publish(batch),
  onError: (err) => log.error(toError(err), { during: "chat relay" }),
});
