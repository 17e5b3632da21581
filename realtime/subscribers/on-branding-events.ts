import { Subscription } from "encore.dev/pubsub";
import { brandingEvents } from "../../identity/contract/events";
import { intake } from "../engine/engine";

const receive = intake.of("branding");

/** Brings the events of branding into the log. A batch that cannot be stored now comes again for days before it counts as dead. */
export const onBrandingEvents = new Subscription(brandingEvents, "realtime-branding", {
  handler: async (batch) => receive(batch),
  // Local brokers hand over so many messages at a time.
  maxConcurrency: 1000,
  retryPolicy: { minBackoff: "1s", maxBackoff: "10s", maxRetries: 30000 },
});
