import { appendEvents } from "../../platform/outbox";
import type { Tx } from "../../platform/tx";
import type { GuestEvent } from "../contract/events";
import { guestEvent } from "../contract/events.schema";

/** Stores events for the relay, as the last statement of the transaction. An event that breaks its contract is a bug and throws. */
export async function appendGuestEvents(tx: Tx, orgId: string, events: readonly GuestEvent[]): Promise<void> {
  if (events.length === 0) return;
  await appendEvents(
    tx,
    "guest",
    orgId,
    events.map((event) => guestEvent.parse(event)),
  );
}
