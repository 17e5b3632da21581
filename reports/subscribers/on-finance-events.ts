import { Subscription } from "encore.dev/pubsub";
import { financeEvents } from "../../finance/contract/events";
import { receive } from "../engine/receive";

/** Brings finance's events into the numbers. One that cannot be applied now comes again for days before it counts as dead. */
export const onFinanceNumbers = new Subscription(financeEvents, "reports-finance", {
  handler: (batch) => receive(batch),
  // Local brokers hand over so many messages at a time; they wait for each other in memory, property by property.
  maxConcurrency: 1000,
  retryPolicy: { minBackoff: "1s", maxBackoff: "10s", maxRetries: 30000 },
});
