import { Subscription } from "encore.dev/pubsub";
import { reportsEvents } from "../../reports/contract/events";
import { intake } from "../engine/engine";

const receive = intake.of("reports");

/** Brings the events of the day reports into the log. A batch that cannot be stored now comes again for days before it counts as dead. */
export const onReportsEvents = new Subscription(reportsEvents, "realtime-reports", {
  handler: async (batch) => receive(batch),
  // Local brokers hand over so many messages at a time.
  maxConcurrency: 1000,
  retryPolicy: { minBackoff: "1s", maxBackoff: "10s", maxRetries: 30000 },
});
