import { appendEvents } from "../../platform/outbox";
import type { Tx } from "../../platform/tx";
import type { UploadsEvent } from "../contract/events";
import { uploadsEvent } from "../contract/events.schema";
import { keepNaming } from "./erasure.store";

/** Stores events for the relay, as the last statement of the transaction. An event that breaks its contract is a bug and throws. */
export async function appendUploadsEvents(tx: Tx, orgId: string, events: readonly UploadsEvent[]): Promise<void> {
  await keepNaming(tx, events);
  await appendEvents(
    tx,
    "uploads",
    orgId,
    events.map((event) => uploadsEvent.parse(event)),
  );
}
