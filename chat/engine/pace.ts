import { accept, type Outcome } from "../../platform/outcome";
import type { Tx } from "../../platform/tx";
import type { Actor } from "../domain/actor";
import { decideRate, limitsOf, type Paced } from "../domain/rate";
import { keepTimes, lockTimes } from "../store/rate.store";

/** Whether the actor may do it once more now (C10), and the times to keep when it is done. Their others wait for this transaction. */
export async function askPace(
  tx: Tx,
  { orgId, personId, senderType }: Actor,
  what: Paced,
  now: Date,
): Promise<Outcome<Date[], "rate_limited">> {
  return decideRate(await lockTimes(tx, orgId, personId, what), now, limitsOf(what, senderType));
}

/** Counts it, unless it is once too often. */
export async function keepPace(tx: Tx, actor: Actor, what: Paced, now: Date): Promise<Outcome<null, "rate_limited">> {
  const pace = await askPace(tx, actor, what, now);
  if (!pace.ok) return pace;
  await keepTimes(tx, actor.orgId, actor.personId, what, pace.value);
  return accept(null);
}
