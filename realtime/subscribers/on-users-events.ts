import { Subscription } from "encore.dev/pubsub";
import { usersEvents } from "../../identity/contract/events";
import { intake } from "../engine/engine";

const receive = intake.of("users");

/** Brings the events of users into the log. A batch that cannot be stored now comes again for days before it counts as dead. */
export const onUsersEvents = new Subscription(usersEvents, "realtime-users", {
  handler: async (batch) => receive(batch),
  // Local brokers hand over so many messages at a time.
  maxConcurrency: 1000,
  retryPolicy: { minBackoff: "1s", maxBackoff: "10s", maxRetries: 30000 },
});
