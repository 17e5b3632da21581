import type { AuthData, Grant } from "../../identity/contract/auth";
import type { Permission } from "../../identity/contract/permissions";
import { newId } from "../../platform/ids";

const CASHIER: Permission[] = ["finance.revenue.read", "finance.revenue.record"];

const grant = (propertyId: number, permissions: Permission[]): Grant => ({
  propertyId,
  permissions,
  timeZone: "Europe/Lisbon",
  currency: "EUR",
  businessDate: "2026-11-20",
});

/** A person of an organisation of its own, or of the given one, with these rights at these properties. */
export function callerAt(propertyIds: number[], orgId = newId(), permissions = CASHIER): AuthData {
  return {
    userID: newId(),
    orgId,
    sessionId: newId(),
    loginEndsAt: "2099-01-01T00:00:00.000Z",
    via: "header",
    grants: propertyIds.map((id) => grant(id, permissions)),
  };
}

/** The reason of a refused call; "no error" when it was not refused. */
export function reasonOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no error",
    (err: { code?: string; details?: { reason?: string } }) => err.details?.reason ?? err.code ?? "unknown",
  );
}
