import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { rowChanged } from "../../platform/row-changed";
import type { Tx } from "../../platform/tx";
import type { AuthData } from "../contract/auth";
import { appendUserEvents } from "../store/events.store";
import { raiseUsers } from "../store/user.store";

/** Notes that a person's rights at these properties changed, one event each: the last statement of a transaction that locked the roles. */
export async function tellOfUser(
  tx: Tx,
  { orgId, userID: actorId }: Pick<AuthData, "orgId" | "userID">,
  personId: string,
  propertyIds: readonly number[],
): Promise<void> {
  const users = await raiseUsers(tx, personId, propertyIds);
  const now = clock.now();
  const events = users.map((user) => rowChanged("user", user, { eventId: newId(), now, actorId }));
  await appendUserEvents(tx, orgId, events);
}
