import { clock } from "../../platform/clock";
import { inTx, type Tx } from "../../platform/tx";
import type { Actor } from "../domain/actor";
import { pool } from "./db";

/**
 * Runs `work` in a transaction that sees and writes what this actor may, and nothing else: the row-level security of
 * the migrations reads these settings, which end with the transaction. Every access to conversations goes
 * through here.
 */
export function asActor<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTx(pool, async (tx) => {
    await tx.query(
      `SELECT set_config('app.org', $1, true), set_config('app.person', $2, true), set_config('app.properties', $3, true),
              set_config('app.visitor_properties', $4, true), set_config('app.visiting', $5, true), set_config('app.now', $6, true)`,
      [
        actor.orgId,
        actor.personId,
        actor.properties.join(","),
        actor.visitorProperties.join(","),
        actor.visiting?.toString() ?? "",
        clock.now().toISOString(),
      ],
    );
    return work(tx);
  });
}
