import type { Tx } from "../../platform/tx";
import { dayAtDesk } from "../domain/open-day";
import { holdDay } from "../store/desk-day.store";

/** The property on the day that the desk works on, which nobody closes until the transaction ends (G14). Before any row is locked. */
export async function onHeldDay<P extends { propertyId: number; businessDate: string }>(
  tx: Tx,
  orgId: string,
  property: P,
): Promise<P> {
  return dayAtDesk(property, await holdDay(tx, orgId, property.propertyId));
}
