import { Subscription } from "encore.dev/pubsub";
import { dashboardEvents } from "../../reports/contract/events";
import { intake } from "../engine/engine";

const receive = intake.of("dashboard");

/** Brings the events of the dashboards into the log. A batch that cannot be stored now comes again for days before it counts as dead. */
export const onDashboardEvents = new Subscription(dashboardEvents, "realtime-dashboard", {
  handler: async (batch) => receive(batch),
  // Local brokers hand over so many messages at a time.
  maxConcurrency: 1000,
  retryPolicy: { minBackoff: "1s", maxBackoff: "10s", maxRetries: 30000 },
});
